package rule

// Trip leads over some kilometres.
type Trip struct {
	Kilometres int
}

// Farthest gives the kilometres of the longest of some trips.
func Farthest(trips []Trip) int {
	longest := &Trip{}
	for _, trip := range trips {
		if trip.Kilometres > longest.Kilometres {
			longest = &trip
		}
	}
	return longest.Kilometres
}
