package dial

// Attempt is one try to reach a number.
type Attempt struct {
	Number int
	Ended  bool
}

func (a *Attempt) end() { a.Ended = true }

// Dial tries until somebody answers, and says how often it had to.
func Dial(answers func(try int) bool) int {
	try := 0
again:
	attempt := Attempt{Number: try}
	defer attempt.end()
	try++
	if !answers(attempt.Number) {
		goto again
	}
	return try
}
