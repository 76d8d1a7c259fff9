package cards

// Card is a playing card; rank 14 is the ace.
type Card struct {
	Rank int
	Suit string
}

func higher(a, b *Card) *Card {
	if a.Rank > b.Rank {
		return a
	}
	return b
}

// Trick says which card takes the trick.
func Trick(led, played int, suit string) *Card {
	mine := Card{Rank: led, Suit: suit}
	theirs := Card{Rank: played, Suit: suit}
	winner := higher(&mine, &theirs)
	return winner
}
