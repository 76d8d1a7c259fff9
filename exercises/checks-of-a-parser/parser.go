package parser

const checked = false

type state struct {
	text  string
	depth int
}

var failed []*state

func deep(s *state) bool { return s.depth > 100 }

// Depth says how deeply the brackets of a text are nested.
func Depth(text string) int {
	s := state{text: text}
	deepest := 0
	for _, r := range s.text {
		switch r {
		case '(':
			s.depth++
		case ')':
			s.depth--
		}
		if checked && deep(&s) {
			failed = append(failed, &s)
		}
		deepest = max(deepest, s.depth)
	}
	return deepest
}
