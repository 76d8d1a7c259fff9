package stores

// Favourite gives the digit that a text has most often.
func Favourite(text string) int {
	counts := make([]int, 10)
	best := 0
	for _, letter := range text {
		if digit := int(letter - '0'); digit >= 0 && digit < len(counts) {
			counts[digit]++
			if counts[digit] > counts[best] {
				best = digit
			}
		}
	}
	return best
}

// Free gives the first of some seats that nobody has taken.
func Free(seats int, taken []int) int {
	full := make([]bool, seats)
	for _, seat := range taken {
		full[seat] = true
	}
	for seat := range full {
		if !full[seat] {
			return seat
		}
	}
	return -1
}
