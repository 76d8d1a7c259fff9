package log

import "io"

// Logger says where messages go, and which of them.
type Logger struct {
	Out     io.Writer
	Verbose bool
}

var standard *Logger

// Use makes a logger the one that all packages write to.
func Use(l Logger) {
	if l.Out == nil {
		l.Out = io.Discard
	}
	standard = &l
}
