package world

const side = 2048

var tiles [side][side]byte

// Walkable counts the tiles of a landscape that are not water.
func Walkable(height func(x, y int) byte, sea byte) int {
	land := 0
	for y := range side {
		for x := range side {
			tiles[y][x] = height(x, y)
			if tiles[y][x] > sea {
				land++
			}
		}
	}
	return land
}
