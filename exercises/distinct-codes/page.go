package page

// Distinct counts the different 17-bit codes in a stream.
func Distinct(codes []uint32) (count int) {
	seen := make([]bool, 1<<17)
	for _, code := range codes {
		if !seen[code&(1<<17-1)] {
			seen[code&(1<<17-1)] = true
			count++
		}
	}
	return count
}
