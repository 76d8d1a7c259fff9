package words

// Longest gives the position of the longest word.
func Longest(words []string) int {
	var best *int
	for i := 0; i < len(words); i++ {
		if best == nil || len(words[i]) > len(words[*best]) {
			best = &i
		}
	}
	if best == nil {
		return -1
	}
	return *best
}
