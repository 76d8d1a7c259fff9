package votes

// Clear tells whether one name has more than half of the votes.
func Clear(votes []string) bool {
	counts := make(map[string]int)
	for _, vote := range votes {
		counts[vote]++
		if 2*counts[vote] > len(votes) {
			return true
		}
	}
	return false
}
