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
	red.rival, blue.rival = &blue, &red
	blows := 0
	for turn := &red; turn.Health > 0; turn = turn.rival {
		turn.rival.Health -= turn.Strength
		blows++
	}
	return blows
}
