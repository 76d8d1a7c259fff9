package doors

import (
	"sync"
	"sync/atomic"
)

func open(door *int32) { *door = 1 }

func Evening(guests int32) int32 {
	var entered, left, door int32
	var staff sync.WaitGroup
	open(&door)
	staff.Add(1)
	go func() {
		defer staff.Done()
		left = guests / 2
	}()
	atomic.AddInt32(&entered, guests)
	staff.Wait()
	return entered - left + door
}
