package playlist

// Song is a song and the one after it.
type Song struct {
	Title   string
	Skipped bool
	Next    *Song
}

// Cursor gives the place where a player notes which song it plays.
func Cursor(first *Song) **Song {
	current := first
	for current != nil && current.Skipped {
		current = current.Next
	}
	return &current
}
