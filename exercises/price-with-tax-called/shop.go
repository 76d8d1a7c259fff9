package shop

// Tax changes a price.
type Tax interface{ Add(price *int) }

// Percent is a tax in percent.
type Percent int

// Add adds the tax to the price.
func (p Percent) Add(price *int) { *price += *price * int(p) / 100 }

//go:noinline
func taxOf(book bool) Tax {
	percent := Percent(19)
	if book {
		percent = 7
	}
	return percent
}

// Price says what a customer pays.
func Price(net int, book bool) int {
	price := net
	tax := taxOf(book)
	tax.Add(&price)
	return price
}
