package beads

// bead has no colour yet.
type bead struct{}

// Longest says how many beads were on the string at most.
func Longest(moves string) int {
	threaded := make([]bead, 0, 64)
	longest := 0
	for _, move := range moves {
		if move == '+' {
			threaded = append(threaded, bead{})
		} else if len(threaded) > 0 {
			threaded = threaded[1:]
		}
		longest = max(longest, len(threaded))
	}
	return longest
}
