package order

import (
	"io"
	"strconv"
)

// WriteNumber writes the number of an order, such as #1042.
func WriteNumber(out io.Writer, number uint64) {
	var text [21]byte
	text[0] = '#'
	out.Write(strconv.AppendUint(text[:1], number, 10))
}
