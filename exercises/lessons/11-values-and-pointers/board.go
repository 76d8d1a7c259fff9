package semantics

// Board is a game of Go: 361 points of eight bytes.
type Board [361]int

func freeIn(b Board) int {
	free := 0
	for _, stone := range b {
		if stone == 0 {
			free++
		}
	}
	return free
}

func freeAt(b *Board) int {
	free := 0
	for _, stone := range b {
		if stone == 0 {
			free++
		}
	}
	return free
}

// Copied counts the free points of a board, ten times, by value.
func Copied() int {
	var given Board
	sum := 0
	for range 10 {
		sum += freeIn(given)
	}
	return sum
}

// Lent counts them by pointer.
func Lent() int {
	var lent Board
	sum := 0
	for range 10 {
		sum += freeAt(&lent)
	}
	return sum
}
