package ledger

import (
	"strconv"
	"strings"
)

// Entry is one booking, in cents.
type Entry struct {
	Account string
	Cents   int
}

// Parse reads lines such as "rent:-85000"; it skips what it cannot read.
func Parse(text string) []*Entry {
	var book []*Entry
	for _, line := range strings.Split(text, "\n") {
		account, amount, _ := strings.Cut(strings.TrimSpace(line), ":")
		cents, err := strconv.Atoi(amount)
		if err != nil {
			continue
		}
		e := Entry{Account: account, Cents: cents}
		book = append(book, &e)
	}
	return book
}
