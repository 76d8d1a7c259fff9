package shop

import "errors"

// Missing says which article does not exist.
type Missing struct{ Article int }

func (m *Missing) Error() string { return "no such article" }

// Answer turns an error into a status for the browser.
func Answer(err error) int {
	var missing *Missing
	if errors.As(err, &missing) {
		return 404
	}
	return 500
}
