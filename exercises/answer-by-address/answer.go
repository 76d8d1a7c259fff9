package answer

// Answer looks its result up through a pointer before handing it out.
func Answer() int {
	x := 42
	p := &x
	return *p
}
