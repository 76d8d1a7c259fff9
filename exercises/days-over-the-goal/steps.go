package steps

// Rest says how many of the days over the goal are followed by one below it, and lists them all.
func Rest(steps []int, goal int) (int, []int) {
	var over []int
	for day, count := range steps {
		if count >= goal {
			over = append(over, day)
		}
	}
	rest := 0
	for _, day := range over {
		if day+1 < len(steps) && steps[day+1] < goal {
			rest++
		}
	}
	return rest, over
}
