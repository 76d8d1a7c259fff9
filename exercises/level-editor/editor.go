package editor

// Level is one level of the game.
type Level struct {
	Name  string
	Tiles [400][400]byte
}

// Changed says how many tiles a brush of lava would change.
func Changed(saved *Level, x, y, width int) int {
	level := *saved
	changed := 0
	for column := x; column < x+width; column++ {
		if level.Tiles[y][column] != 'L' {
			level.Tiles[y][column] = 'L'
			changed++
		}
	}
	return changed
}
