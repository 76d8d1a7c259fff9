package layout

import "unsafe"

var last unsafe.Pointer // for the debugger

//go:noinline
func line(p unsafe.Pointer) uintptr {
	last = p
	return uintptr(p) / 64
}

// Shared tells whether two counters lie in the same 64 bytes.
func Shared() bool {
	var counters struct {
		hits   int64
		misses int64
	}
	hits := line(unsafe.Pointer(&counters.hits))
	misses := line(unsafe.Pointer(&counters.misses))
	return hits == misses
}
