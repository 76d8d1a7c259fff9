package dice

// Favourite says which number a die with so many sides showed most often.
func Favourite(sides int, throws []int) int {
	counts := make([]int, sides+1)
	for _, throw := range throws {
		counts[throw]++
	}
	best := 1
	for side, count := range counts {
		if count > counts[best] {
			best = side
		}
	}
	return best
}
