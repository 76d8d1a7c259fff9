package votes

var published map[string]int // shown on the web page

// Clear tells whether one name has more than half of the votes.
func Clear(votes []string) bool {
	counts := make(map[string]int)
	published = counts
	for _, vote := range votes {
		counts[vote]++
		if 2*counts[vote] > len(votes) {
			return true
		}
	}
	return false
}
