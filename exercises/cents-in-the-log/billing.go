package billing

import "log"

// Charge adds the tax to an amount and writes it to the log.
func Charge(order string, cents int) int {
	total := cents + cents/5
	log.Printf("order %s: %d cents", order, total)
	return total
}
