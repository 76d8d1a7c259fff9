package stores

// Prize is won by somebody.
type Prize struct {
	Points int
}

// Most gives the points of the better of two prizes.
func Most(first, second int) int {
	gold, silver := Prize{first}, Prize{second}
	pair := [2]*Prize{&gold, &silver}
	if pair[0].Points > pair[1].Points {
		return pair[0].Points
	}
	return pair[1].Points
}

// Won gives the points of somebody who may have won the only prize.
func Won(winner, name string, points int) int {
	prize := Prize{points}
	winners := map[string]*Prize{}
	winners[winner] = &prize
	if won := winners[name]; won != nil {
		return won.Points
	}
	return 0
}
