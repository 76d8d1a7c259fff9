package page

// Distinct counts the different 18-bit codes in a stream.
func Distinct(codes []uint32) (count int) {
	var seen [1 << 18]bool
	for _, code := range codes {
		if !seen[code&(1<<18-1)] {
			seen[code&(1<<18-1)] = true
			count++
		}
	}
	return count
}
