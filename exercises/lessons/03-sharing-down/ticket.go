package sharing

// Ticket is a number drawn at the counter.
type Ticket struct {
	Number int
}

var latest *Ticket

// Draw gives the number after the given one.
func Draw(after int) int {
	ticket := Ticket{Number: after}
	ticket.advance()
	display(&ticket)
	return ticket.Number
}

func (t *Ticket) advance() {
	t.Number++
}

func display(t *Ticket) {
	latest = t
}
