package wire

import (
	"io"
	"strconv"
	"sync"
)

var lines = sync.Pool{New: func() any {
	fresh := make([]byte, 0, 512)
	return &fresh
}}

// Send writes numbers to a connection, one to a line.
func Send(conn io.Writer, numbers []int) (int, error) {
	kept := lines.Get().(*[]byte)
	line := (*kept)[:0]
	for _, number := range numbers {
		line = strconv.AppendInt(line, int64(number), 10)
		line = append(line, '\n')
	}
	sent, err := conn.Write(line)
	*kept = line
	lines.Put(kept)
	return sent, err
}
