package invoice

import "strings"

// Address is where an invoice goes.
type Address struct {
	Name, Town string
}

func (a *Address) tidy() {
	a.Name = strings.TrimSpace(a.Name)
	a.Town = strings.ToUpper(a.Town)
}

// Invoice is what a customer has to pay.
type Invoice struct {
	To    *Address
	Cents int
}

// Draft makes an invoice, or an empty one for customers who owe nothing.
func Draft(name, town string, items []int) Invoice {
	address := Address{Name: name, Town: town}
	a := &address
	a.tidy()
	invoice := Invoice{To: a}
	for _, cents := range items {
		invoice.Cents += cents
	}
	if invoice.Cents == 0 {
		return Invoice{}
	}
	return invoice
}
