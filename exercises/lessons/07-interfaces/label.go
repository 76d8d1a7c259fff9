package interfaces

import "fmt"

// Label gives the text of a price tag.
func Label(cents int) string {
	euros := cents / 100
	return fmt.Sprint(euros, " euros")
}
