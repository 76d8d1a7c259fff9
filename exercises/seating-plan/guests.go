package guests

import (
	"fmt"
	"strings"
)

// Guest is a person and the number of seats they asked for.
type Guest struct {
	Name  string
	Seats int
}

// Table lists the guests, one line each.
func Table(guests []Guest) string {
	var out strings.Builder
	for _, g := range guests {
		fmt.Fprintf(&out, "%-20s %3d\n", g.Name, g.Seats)
	}
	return out.String()
}
