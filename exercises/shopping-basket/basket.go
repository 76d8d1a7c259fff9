package basket

func total(cents ...int) int {
	sum := 0
	for _, each := range cents {
		sum += each
	}
	return sum
}

// Price is what two articles cost with postage.
func Price(first, second int) int {
	postage := 490
	if first+second >= 5000 {
		postage = 0
	}
	return total(first, second, postage)
}
