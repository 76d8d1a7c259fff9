package frame

import (
	"encoding/binary"
	"io"
)

// WriteHeader writes the length of a payload as four bytes.
func WriteHeader(w io.Writer, length uint32) error {
	var header [4]byte
	binary.BigEndian.PutUint32(header[:], length)
	_, err := w.Write(header[:])
	return err
}
