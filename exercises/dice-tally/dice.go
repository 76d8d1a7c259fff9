package dice

// Best says which number of eyes was thrown most often.
func Best(throws []int) int {
	tally := map[int]int{}
	best := 0
	for _, eyes := range throws {
		tally[eyes]++
		if tally[eyes] > tally[best] {
			best = eyes
		}
	}
	return best
}
