package tills

// Served says how many customers are served while so many arrive.
func Served(arrivals []int, perRound int) int {
	queue := make(chan int, 100)
	served := 0
	for customer, waits := range arrivals {
		if waits > 0 {
			queue <- customer
		}
		for range min(perRound, len(queue)) {
			<-queue
			served++
		}
	}
	return served
}
