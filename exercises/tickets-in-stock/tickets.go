package tickets

// void marks where something is, and says nothing else.
type void [0]int64

// Stock is how many tickets of each kind are left.
func Stock(delivered, sold []int) []int {
	var left []int
	for kind, n := range delivered {
		stack := make([]void, n)
		for range sold[kind] {
			if len(stack) == 0 {
				break
			}
			stack = stack[1:]
		}
		left = append(left, len(stack))
	}
	return left
}
