package sessions

// Session belongs to somebody who is logged in.
type Session struct {
	User string
	Hits int
}

// List holds the sessions of one server.
type List struct {
	all []*Session
}

// Add keeps a session and says how many there are.
func (l *List) Add(s *Session) int {
	s.Hits = 1
	l.all = append(l.all, s)
	return len(l.all)
}
