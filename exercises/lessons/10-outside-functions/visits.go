package outside

var visits int

// Visit gives each visitor a number.
func Visit() int {
	visits++
	number := visits
	return number
}
