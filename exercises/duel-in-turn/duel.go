package duel

// Fighter is one of the two in a duel.
type Fighter struct {
	Health, Strength int
	rival            *Fighter
}

// Blows says how many blows it takes; both strengths are above zero.
func Blows(first, second int) int {
	red := Fighter{Health: 20, Strength: first}
	blue := Fighter{Health: 20, Strength: second}
	turn := &red
	turn.rival, blue.rival = &blue, turn
	blows := 0
	for ; turn.Health > 0; turn = turn.rival {
		turn.rival.Health -= turn.Strength
		blows++
	}
	return blows
}
