package bank

import "errors"

// Account is one customer's money.
type Account struct{ Cents int }

var errShort = errors.New("not enough money")

// Transfer moves money from one account to another, or leaves both alone.
func Transfer(from, to *Account, cents int) (err error) {
	before := from.Cents
	defer func() {
		if err != nil {
			from.Cents = before
		}
	}()
	from.Cents -= cents
	if from.Cents < 0 {
		return errShort
	}
	to.Cents += cents
	return nil
}
