package maps

// scanner walks over a text, one number after the other.
type scanner struct {
	text string
	at   int
}

func (s *scanner) number() int {
	value := 0
	for s.at < len(s.text) && s.text[s.at] >= '0' && s.text[s.at] <= '9' {
		value = value*10 + int(s.text[s.at]-'0')
		s.at++
	}
	s.at++
	return value
}

// Parse reads coordinates such as "48,11".
func Parse(text string) (row, column int) {
	input := &scanner{text: text}
	row = input.number()
	column = input.number()
	return row, column
}
