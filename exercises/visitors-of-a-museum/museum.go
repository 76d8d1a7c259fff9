package museum

import "strconv"

var (
	visitors int
	greeting = "Welcome, number "
	newest   = &Ticket{}
)

// Ticket is what a visitor gets.
type Ticket struct {
	Number int
	Text   string
}

// Enter lets a visitor in and gives the number of the ticket that is shown.
func Enter(child bool) int {
	count := &visitors
	*count++
	number := *count
	text := greeting + strconv.Itoa(number)
	ticket := Ticket{Number: number, Text: text}
	shown := &ticket
	if child {
		shown = newest
	}
	newest = &ticket
	return shown.Number
}
