package tickets

func Desk(prefix string) (next func() int, name func() string) {
	n := 100
	next = func() int {
		n++
		return n
	}
	name = func() string { return prefix }
	return next, name
}
