package league

// Balance says by how many matches a team has won more than lost.
func Balance(results string) int {
	won, lost, drawn := 0, 0, 0
	tally := [256]*int{'W': &won, 'L': &lost, 'D': &drawn}
	for i := 0; i < len(results); i++ {
		if counter := tally[results[i]]; counter != nil {
			*counter++
		}
	}
	return won - lost
}
