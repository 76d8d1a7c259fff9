package theme

import (
	"fmt"
	"strconv"
)

// Colour is a colour of the theme.
type Colour struct{ Red, Green, Blue uint8 }

// Parse reads a colour such as "ff8000".
func Parse(text string) (found *Colour, err error) {
	number, err := strconv.ParseUint(text, 16, 24)
	if err != nil {
		return nil, fmt.Errorf("theme: %q is no colour", text)
	}
	var colour Colour
	colour.Red = uint8(number >> 16)
	colour.Green = uint8(number >> 8)
	colour.Blue = uint8(number)
	found = &colour
	return
}
