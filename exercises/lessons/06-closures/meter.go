package closures

// Meter counts pulses in the background, from a number on, and tells how many there are in the end.
func Meter(start int, pulses <-chan int, done chan<- int) {
	counted := 0
	go func(from int) {
		for range pulses {
			counted++
		}
		done <- from + counted
	}(start)
}
