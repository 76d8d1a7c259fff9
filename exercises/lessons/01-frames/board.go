package frames

// Sparse counts the living cells on a board of 128 KiB.
func Sparse(alive []int) int {
	var board [128 * 1024]bool
	for _, cell := range alive {
		board[cell] = true
	}
	return living(board[:])
}

// Wide does the same on a board with one cell more.
func Wide(alive []int) int {
	var wider [128*1024 + 1]bool
	for _, cell := range alive {
		wider[cell] = true
	}
	return living(wider[:])
}

func living(cells []bool) int {
	count := 0
	for _, alive := range cells {
		if alive {
			count++
		}
	}
	return count
}
