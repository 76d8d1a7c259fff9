package stock

// Count is the state of a stock-taking.
type Count struct{ Items, Missing int }

func (c *Count) add(shelf []int) {
	for _, items := range shelf {
		if c.Items += items; items == 0 {
			c.Missing++
		}
	}
}

func (c *Count) show(screen chan<- int) { screen <- c.Missing }

// Take counts two shelves, and shows what is missing.
func Take(left, right []int, screen chan<- int) int {
	var count Count
	count.add(left)
	now := &count
	go now.show(screen)
	now.add(right)
	return now.Items
}
