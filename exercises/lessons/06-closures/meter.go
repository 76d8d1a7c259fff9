package closures

// Meter counts pulses in the background, and tells their number in the end.
func Meter(start int, pulses <-chan int, done chan<- int) {
	counted := 0
	go func(from int) {
		for range pulses {
			counted++
		}
		done <- from + counted
	}(start)
}
