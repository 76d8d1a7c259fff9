package taxi

// Fare says what a ride costs, in cents.
func Fare(metres, minutes int, night bool) int {
	fare := 390
	fare += metres / 100 * 23
	fare += minutes * 50
	if night {
		fare += fare / 5
	}
	return fare
}
