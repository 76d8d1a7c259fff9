package colour

const digits = "0123456789abcdef"

// Hex writes a colour as it stands in a style sheet.
func Hex(red, green, blue byte) string {
	var text [7]byte
	text[0] = '#'
	for i, part := range [3]byte{red, green, blue} {
		text[1+2*i] = digits[part>>4]
		text[2+2*i] = digits[part&15]
	}
	return string(text[:])
}
