package chat

import "strings"

// Digits masks the digits of a message and says how many there were.
func Digits(message string) (string, int) {
	masked := 0
	text := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			masked++
			return '*'
		}
		return r
	}, message)
	return text, masked
}
