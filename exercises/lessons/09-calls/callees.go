package calls

// Counter counts.
type Counter struct {
	n int
}

// Add counts some more.
func (c *Counter) Add(more int) { c.n += more }

// Three lets a function count that gives the counter back.
func Three() int {
	var back Counter
	same(&back).Add(3)
	return back.n
}

func same(c *Counter) *Counter { return c }

// Counted lets an unknown function count.
func Counted(count func(*Counter)) int {
	var given Counter
	count(&given)
	return given.n
}
