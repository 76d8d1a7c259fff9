package pages

import "fmt"

// RangeError says which page was asked for, and how many there are.
type RangeError struct{ Asked, Pages int }

func (e *RangeError) Error() string {
	return fmt.Sprintf("page %d of %d", e.Asked, e.Pages)
}

// First gives the number of the first line of a page.
func First(page, pages, lines int) (int, error) {
	if page < 1 || page > pages {
		return 0, &RangeError{Asked: page, Pages: pages}
	}
	return (page - 1) * lines, nil
}
