package audit

// Event is something that has happened.
type Event struct {
	User string
	Code int
}

var trail []any

// Login notes who came in, and gives the number of the event.
func Login(user string) int {
	event := Event{User: user, Code: 7}
	trail = append(trail, event)
	return len(trail)
}
