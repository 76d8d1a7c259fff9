package index

import (
	"bytes"
	"io"
)

// Entry is where one word of a book is found.
type Entry struct {
	Word string
	Page byte
}

func (e Entry) encode(w io.Writer) {
	w.Write([]byte(e.Word))
}

// Size says how many bytes the words take when they are written.
func Size(entries []Entry) int {
	var out bytes.Buffer
	for _, e := range entries {
		e.encode(&out)
	}
	return out.Len()
}
