package orders

// Order is what a customer wants.
type Order struct {
	Customer string
	Cents    int
}

// Day holds the orders of one day.
type Day struct{ orders []Order }

// Each shows the orders to visit, first to last.
func (d Day) Each(visit func(Order)) {
	for _, next := range d.orders {
		visit(next)
	}
}

// Largest says who has placed the largest order.
func Largest(day Day) string {
	largest := &Order{Customer: "nobody"}
	day.Each(func(order Order) {
		if order.Cents > largest.Cents {
			largest = &order
		}
	})
	return largest.Customer
}
