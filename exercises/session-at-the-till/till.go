package till

// Session is the time that one cashier spends at a till.
type Session struct {
	Cashier string
	Cents   int
}

var open *Session

func (s *Session) sell(cents int) { s.Cents += cents }

func round(s *Session) int { return s.Cents / 5 * 5 }

// Work sells some goods and gives the sum, rounded to five cents.
func Work(cashier string, goods []int) int {
	session := Session{Cashier: cashier}
	s := &session
	open = s
	for _, cents := range goods {
		s.sell(cents)
	}
	sum := round(s)
	open = nil
	return sum
}
