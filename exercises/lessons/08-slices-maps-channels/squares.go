package stores

// Squares gives the first hundred square numbers.
func Squares() []int {
	squares := make([]int, 100)
	for i := range squares {
		squares[i] = i * i
	}
	return squares
}
