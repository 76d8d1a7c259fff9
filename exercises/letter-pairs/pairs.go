package pairs

import "iter"

func both(a, b string) iter.Seq2[byte, byte] {
	return func(yield func(byte, byte) bool) {
		for i := range min(len(a), len(b)) {
			if !yield(a[i], b[i]) {
				return
			}
		}
	}
}

// Same counts the places where two words have the same letter.
func Same(a, b string) int {
	same := 0
	for x, y := range both(a, b) {
		if x == y {
			same++
		}
	}
	return same
}
