package encoder

import (
	"bytes"
	"sync"
)

var buffers = sync.Pool{
	New: func() any { return new(bytes.Buffer) },
}

// Quote puts a text between quotation marks.
func Quote(text string) string {
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	buffer.Reset()
	buffer.WriteByte('"')
	buffer.WriteString(text)
	buffer.WriteByte('"')
	return buffer.String()
}
