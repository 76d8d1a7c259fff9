package page

import "fmt"

var views int

// Footer writes the last line of a page.
func Footer(author string) string {
	views++
	return fmt.Sprintf("%s · view %d", author, views)
}
