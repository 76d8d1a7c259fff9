package ledger

import "iter"

// Scanner goes through the rows of a ledger, wherever that is kept.
type Scanner interface {
	Scan(visit func(cents int) bool)
}

// Ledger keeps its rows in memory.
type Ledger struct{ rows []int }

// Scan shows row after row to visit, until that has seen enough.
func (l *Ledger) Scan(visit func(cents int) bool) {
	for _, cents := range l.rows {
		if !visit(cents) {
			return
		}
	}
}

func debts(rows Scanner) iter.Seq[int] {
	return func(yield func(int) bool) {
		rows.Scan(func(cents int) bool { return cents >= 0 || yield(-cents) })
	}
}

// Owed adds up what is owed.
func Owed(ledger *Ledger) int {
	owed := 0
	for debt := range debts(ledger) {
		owed += debt
	}
	return owed
}
