package background

// Sum adds numbers in a goroutine of its own, and waits for it.
func Sum(numbers []int) int {
	results := make(chan int, 1)
	go func() {
		sum := 0
		for _, number := range numbers {
			sum += number
		}
		results <- sum
	}()
	return <-results
}
