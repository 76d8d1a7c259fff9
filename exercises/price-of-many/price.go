package shop

import "fmt"

func Tag(pieces int) string {
	price := 1999
	total := price * pieces
	return fmt.Sprint(pieces, " for ", total, ", each ", price)
}
