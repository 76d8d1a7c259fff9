package checksum

// Blocks adds up the columns of a text that is cut into lines of some width.
func Blocks(text []byte, width int) byte {
	columns := make([]byte, width)
	for i, letter := range text {
		columns[i%width] += letter
	}
	sum := byte(0)
	for _, column := range columns {
		sum ^= column
	}
	return sum
}
