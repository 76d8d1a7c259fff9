package sum

// Halves adds the two halves of a list at the same time.
func Halves(list []int) int {
	middle := len(list) / 2
	low, high := 0, 0
	done := make(chan struct{})
	go func() {
		for _, n := range list[:middle] {
			low += n
		}
		close(done)
	}()
	for _, n := range list[middle:] {
		high += n
	}
	<-done
	return low + high
}
