package quiz

// Reply goes back to the player.
type Reply struct {
	Player string
	Points *int
}

// Judge sends the points, or none where the question was skipped.
func Judge(player, answer, right string, replies chan<- Reply) {
	points := 0
	if answer == right {
		points = 10
	}
	if answer == "" {
		replies <- Reply{Player: player}
		return
	}
	replies <- Reply{Player: player, Points: &points}
}
