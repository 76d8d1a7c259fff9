package sharingup

// Track is a song of some seconds.
type Track struct {
	Title   string
	Seconds int
}

// Longest points to the longest of some tracks; there is at least one.
func Longest(tracks []Track) *Track {
	best := 0
	for i := range tracks {
		if tracks[i].Seconds > tracks[best].Seconds {
			best = i
		}
	}
	return &tracks[best]
}

// Joined gives a track that is as long as both.
func Joined(first, second Track) Track {
	both := Track{Title: first.Title + " / " + second.Title}
	both.Seconds = first.Seconds + second.Seconds
	return both
}
