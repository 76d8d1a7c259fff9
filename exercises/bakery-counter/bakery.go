package bakery

// counter hands out numbers to customers.
type counter struct {
	served int
	last   string
}

func (c *counter) serve(name string) {
	c.served++
	c.last = name
}

// Morning says who came last, and as which customer.
func Morning(names []string) (string, int) {
	c := &counter{}
	for _, name := range names {
		c.serve(name)
	}
	return c.last, c.served
}
