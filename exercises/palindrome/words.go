package words

// Palindrome tells whether a word reads the same backwards.
func Palindrome(word string) bool {
	letters := make([]rune, 0, len(word))
	for _, letter := range word {
		letters = append(letters, letter)
	}
	for i := range letters {
		if letters[i] != letters[len(letters)-1-i] {
			return false
		}
	}
	return true
}
