package life

const size = 32

// Board has a living cell wherever it is true; its edges meet.
type Board [size][size]bool

// Step gives the next generation.
func Step(now Board) Board {
	var next Board
	for row := range size {
		for column := range size {
			alive := neighbours(&now, row, column)
			next[row][column] = alive == 3 || alive == 2 && now[row][column]
		}
	}
	return next
}

func neighbours(board *Board, row, column int) int {
	count := 0
	for _, down := range [3]int{size - 1, 0, 1} {
		for _, right := range [3]int{size - 1, 0, 1} {
			if (down != 0 || right != 0) && board[(row+down)%size][(column+right)%size] {
				count++
			}
		}
	}
	return count
}
