package train

// seat is a place without a number: only how many there are matters.
type seat struct{}

// Free says how many seats are left after each stop.
func Free(cars int, boarding []int) []int {
	empty := make([]seat, cars*80)
	left := make([]int, 0, len(boarding))
	for _, passengers := range boarding {
		passengers = min(passengers, len(empty))
		empty = empty[passengers:]
		left = append(left, len(empty))
	}
	return left
}
