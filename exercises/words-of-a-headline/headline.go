package headline

import "strings"

// Shorten drops the words that do not fit in so many letters.
func Shorten(headline string, letters int) string {
	left := letters
	words := strings.FieldsFunc(headline, func(r rune) bool {
		left--
		return r == ' ' || left < 0
	})
	return strings.Join(words, " ")
}
