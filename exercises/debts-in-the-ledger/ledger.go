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

// Sum is what was added up, and of how many.
type Sum struct{ cents, count int }

func (s *Sum) add(cents int) { s.cents += cents; s.count++ }

func debts(rows Scanner) iter.Seq[int] {
	return func(yield func(int) bool) {
		rows.Scan(func(cents int) bool { return cents >= 0 || yield(-cents) })
	}
}

// Owed says how much is owed on average.
func Owed(ledger *Ledger) int {
	owed := &Sum{}
	for debt := range debts(ledger) {
		owed.add(debt)
	}
	return owed.cents / max(1, owed.count)
}
