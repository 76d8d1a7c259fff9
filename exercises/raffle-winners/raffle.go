package raffle

func Winners(tickets int) []int {
	var won []int
	for t := 1; t <= tickets; t++ {
		if t%3 == 0 {
			won = append(won, t)
		}
	}
	return won
}
