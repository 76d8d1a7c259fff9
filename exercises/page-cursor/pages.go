package pages

import "strconv"

// Cursor marks a place in a long list.
type Cursor struct{ low, high uint32 }

// Mark gives the place in a form that fits this machine.
func Mark(page uint64) any {
	cursor := Cursor{low: uint32(page), high: uint32(page >> 32)}
	if strconv.IntSize < 64 {
		return &cursor
	}
	return int(cursor.high)<<32 | int(cursor.low)
}
