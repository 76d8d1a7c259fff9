package race

type Runner struct {
	Name    string
	Seconds float64
}

// Fastest returns the name of the winner of three.
func Fastest(a, b, c float64) string {
	ann, bob, cid := Runner{"Ann", a}, Runner{"Bob", b}, Runner{"Cid", c}
	best := &ann
	for _, runner := range []*Runner{&bob, &cid} {
		if runner.Seconds < best.Seconds {
			best = runner
		}
	}
	return best.Name
}
