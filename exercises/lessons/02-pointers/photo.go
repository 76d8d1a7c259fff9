package pointers

// Photo is a small picture in grey.
type Photo struct {
	Pixels [64][64]byte
}

// Inverted gives a copy with black for white.
func Inverted(photo Photo) Photo {
	for row := range photo.Pixels {
		for column := range photo.Pixels[row] {
			photo.Pixels[row][column] ^= 0xff
		}
	}
	return photo
}

// Invert turns black and white around in the photo that shared points to.
func Invert(shared *Photo) {
	for row := range shared.Pixels {
		for column := range shared.Pixels[row] {
			shared.Pixels[row][column] ^= 0xff
		}
	}
}
