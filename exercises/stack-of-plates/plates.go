package plates

type plate struct {
	letter rune
	below  *plate
}

// Reverse turns a word around with a stack of plates.
func Reverse(word string) string {
	var top *plate
	for _, letter := range word {
		next := plate{letter: letter, below: top}
		top = &next
	}
	var turned []rune
	for ; top != nil; top = top.below {
		turned = append(turned, top.letter)
	}
	return string(turned)
}
