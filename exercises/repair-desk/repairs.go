package repairs

// Ticket is a repair that somebody asks for.
type Ticket struct {
	Room    string
	Minutes int
}

// Done says how many repairs fit into a working day.
func Done(rooms []string, minutes []int, day int) int {
	desk := make(chan *Ticket, len(rooms))
	for i, room := range rooms {
		ticket := Ticket{Room: room, Minutes: minutes[i]}
		desk <- &ticket
	}
	close(desk)
	done := 0
	for next := range desk {
		day -= next.Minutes
		if day >= 0 {
			done++
		}
	}
	return done
}
