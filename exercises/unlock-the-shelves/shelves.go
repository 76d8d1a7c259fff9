package shelves

import "sync"

// Shelf is one shelf of the store room.
type Shelf struct {
	lock  sync.Mutex
	Boxes int
}

// Total counts the boxes while nobody may move any.
func Total(shelves []*Shelf) int {
	total := 0
	for _, shelf := range shelves {
		shelf.lock.Lock()
		defer func() {
			shelf.lock.Unlock()
		}()
		total += shelf.Boxes
	}
	return total
}
