package shop

const (
	free = iota
	pro
	company
)

const edition = company

// Invoice is what the customer gets.
type Invoice struct {
	Number, Cents int
}

// Bill makes an invoice, and sends it to the books where there are any.
func Bill(number, cents int, books chan<- *Invoice) int {
	invoice := Invoice{Number: number, Cents: cents}
	switch edition {
	case free:
		invoice.Cents = min(cents, 5000)
	case company:
		books <- &invoice
	}
	return invoice.Cents
}
