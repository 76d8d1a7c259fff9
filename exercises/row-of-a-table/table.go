package table

import (
	"io"
	"strconv"
)

// WriteRow writes numbers with tabs between them.
func WriteRow(w io.Writer, row []int64) error {
	var scratch [128]byte
	text := scratch[:0]
	for i, number := range row {
		if i > 0 {
			text = append(text, '\t')
		}
		text = strconv.AppendInt(text, number, 10)
	}
	text = append(text, '\n')
	if len(text) == 1 {
		return nil
	}
	_, err := w.Write(text)
	return err
}
