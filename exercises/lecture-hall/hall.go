package hall

// Rows says how many rows are needed for so many guests.
func Rows(guests, width int) int {
	rows, seated := 0, 0
	for range make([]struct{}, guests) {
		if seated%width == 0 {
			rows++
		}
		seated++
	}
	return rows
}
