package frames

// Total adds up the prices after a discount, given in percent.
func Total(prices []int, discount int) int {
	total := 0
	for _, price := range prices {
		total += reduced(price, discount)
	}
	return total
}

func reduced(full, percent int) int {
	off := full * percent / 100
	return full - off
}
