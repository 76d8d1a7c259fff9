package chess

// Position has a piece or 0 on each square; those of the opponent are negative.
type Position struct {
	Squares [64]int8
	Turn    int
}

// Move leads from one square to another.
type Move struct {
	From, To int
}

func play(p *Position, m Move) {
	p.Squares[m.To] = p.Squares[m.From]
	p.Squares[m.From] = 0
	p.Turn++
}

func worth(p *Position) int {
	sum := 0
	for _, piece := range p.Squares {
		sum += int(piece)
	}
	return sum
}

// Best gives the index of the move after which the pieces are worth most.
func Best(position *Position, moves []Move) int {
	best, most := 0, -1000
	for i, move := range moves {
		trial := *position
		play(&trial, move)
		if now := worth(&trial); now > most {
			best, most = i, now
		}
	}
	return best
}
