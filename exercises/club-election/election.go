package club

func Elect() string {
	votes := map[string]int{}
	for _, name := range [...]string{"Ada", "Bo", "Ada", "Cy", "Bo", "Ada"} {
		votes[name]++
	}
	best := "Ada"
	for name, n := range votes {
		if n > votes[best] {
			best = name
		}
	}
	return best
}
