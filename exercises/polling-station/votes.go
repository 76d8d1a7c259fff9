package votes

// Tally is the result of one polling station.
type Tally struct {
	Station string
	Yes, No int
}

func (t *Tally) add(yes bool) {
	if yes {
		t.Yes++
	} else {
		t.No++
	}
}

// Count reads the ballots of a station and reports what they say.
func Count(station string, ballots []bool, results chan<- Tally) {
	tally := Tally{Station: station}
	for _, yes := range ballots {
		tally.add(yes)
	}
	results <- tally
}
