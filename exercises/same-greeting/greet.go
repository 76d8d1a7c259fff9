package greet

import "strings"

// Fits tells whether a letter begins with the name of its reader.
func Fits(letter, reader string) bool {
	greeting := "Dear " + reader + ","
	return strings.HasPrefix(letter, greeting)
}
