package names

import (
	"strings"
	"unicode"
)

// Initials gives the first letter of each part of a name.
func Initials(name string) string {
	out := new(strings.Builder)
	for _, part := range strings.Fields(name) {
		for _, first := range part {
			out.WriteRune(unicode.ToUpper(first))
			break
		}
	}
	return out.String()
}
