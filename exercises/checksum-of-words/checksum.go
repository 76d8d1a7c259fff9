package checksum

// Blocks adds up the columns of a text that is cut into lines of eight.
func Blocks(text []byte) byte {
	width := 8
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
