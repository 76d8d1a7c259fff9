package steps

// Best says on which weekday a person walks most, and how much on each.
func Best(counts []int) (int, []int) {
	days := 7
	totals := make([]int, days)
	for day, count := range counts {
		totals[day%days] += count
	}
	best := 0
	for weekday, total := range totals {
		if total > totals[best] {
			best = weekday
		}
	}
	return best, totals
}
