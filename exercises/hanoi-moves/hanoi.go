package hanoi

// Moves says how many moves it takes to shift a tower of so many discs.
func Moves(discs int) int {
	if discs == 0 {
		return 0
	}
	above := Moves(discs - 1)
	return above + 1 + above
}
