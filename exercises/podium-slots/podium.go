package race

type Runner struct {
	Name    string
	Seconds float64
}

// Fastest returns the name of the winner of three.
func Fastest(a, b, c float64) string {
	ann, bob, cid := Runner{"Ann", a}, Runner{"Bob", b}, Runner{"Cid", c}
	best := &ann
	others := make([]*Runner, 2)
	others[0], others[1] = &bob, &cid
	for _, runner := range others {
		if runner.Seconds < best.Seconds {
			best = runner
		}
	}
	return best.Name
}
