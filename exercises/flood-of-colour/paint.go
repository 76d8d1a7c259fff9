package paint

const size = 64

// Fill colours the area around a place and says how large it was.
func Fill(picture *[size][size]byte, row, column int, colour byte) int {
	old := picture[row][column]
	var visit func(row, column int) int
	visit = func(row, column int) int {
		if min(row, column) < 0 || max(row, column) >= size {
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
