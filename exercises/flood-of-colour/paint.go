package paint

// Fill colours the area around a place and says how large it was.
func Fill(picture [][]byte, row, column int, colour byte) int {
	old := picture[row][column]
	var visit func(row, column int) int
	visit = func(row, column int) int {
		if row < 0 || row >= len(picture) || column < 0 || column >= len(picture[row]) {
			return 0
		}
		if picture[row][column] != old || old == colour {
			return 0
		}
		picture[row][column] = colour
		upright := visit(row-1, column) + visit(row+1, column)
		across := visit(row, column-1) + visit(row, column+1)
		return 1 + upright + across
	}
	return visit(row, column)
}
