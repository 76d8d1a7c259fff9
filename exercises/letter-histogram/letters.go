package letters

// Count returns how often each letter from a to z occurs.
func Count(text string) []int {
	counts := make([]int, 26)
	for _, letter := range text {
		if letter >= 'a' && letter <= 'z' {
			counts[letter-'a']++
		}
	}
	return counts
}
