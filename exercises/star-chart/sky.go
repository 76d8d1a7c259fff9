package sky

const size = 256

// Brightest says how bright the brightest spot of the picture is.
func Brightest(stars [][2]byte) byte {
	var picture [size][size]byte
	for _, star := range stars {
		picture[star[0]][star[1]] += 50
	}
	brightest := byte(0)
	for _, row := range picture {
		for _, spot := range row {
			brightest = max(brightest, spot)
		}
	}
	return brightest
}
