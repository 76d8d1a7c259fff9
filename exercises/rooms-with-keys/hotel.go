package hotel

// token stands for one free room.
type token struct{ key byte }

// Free says how many rooms are left at the end of the day.
func Free(rooms int, moves []int) int {
	keys := make([]token, rooms)
	for _, guests := range moves {
		switch {
		case guests > 0 && len(keys) > 0:
			keys = keys[:len(keys)-1]
		case guests < 0 && len(keys) < rooms:
			keys = keys[:len(keys)+1]
		}
	}
	return len(keys)
}
