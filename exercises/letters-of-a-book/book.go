package book

// Rarest gives the pair of letters that occurs least often in a book.
func Rarest(text []byte) (byte, byte) {
	var pairs [128 * 128]int32
	for i := 1; i < len(text); i++ {
		pairs[int(text[i-1]%128)*128+int(text[i]%128)]++
	}
	rarest := 0
	for pair, n := range &pairs {
		if n > 0 && (pairs[rarest] == 0 || n < pairs[rarest]) {
			rarest = pair
		}
	}
	return byte(rarest / 128), byte(rarest % 128)
}
