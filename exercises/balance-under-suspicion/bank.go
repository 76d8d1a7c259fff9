package bank

import "fmt"

func Deposit(balance, cents int) int {
	updated := balance + cents
	fmt.Println("new balance:", &updated)
	return updated
}
