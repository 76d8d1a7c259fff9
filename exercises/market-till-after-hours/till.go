package till

import "sync"

// Till is the cash register of a market stall.
type Till struct {
	sync.Mutex
	cents int
}

// Evening adds up what was sold during the day.
func Evening(sales []int) int {
	var till Till
	for _, cents := range sales {
		till.cents += cents
	}
	return till.cents
}
