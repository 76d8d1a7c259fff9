package clinic

// Queue gives back a function that hands out numbers: 1, 2, 3 and so on.
func Queue() func() int {
	last := 0
	return func() int {
		number := last
		number++
		return number
	}
}
