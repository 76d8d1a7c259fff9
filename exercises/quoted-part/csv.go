package csv

// Span is a part of a line.
type Span struct{ from, to int }

// LastQuoted gives the width of the last part in quotes.
func LastQuoted(line string) int {
	last := &Span{}
	from := -1
	each(line, func(at int, r rune) {
		if r != '"' {
			return
		}
		if from < 0 {
			from = at
			return
		}
		span := Span{from: from, to: at}
		last = &span
		from = -1
	})
	return last.to - last.from
}

func each(line string, visit func(at int, r rune)) {
	for at, r := range line {
		visit(at, r)
	}
}
