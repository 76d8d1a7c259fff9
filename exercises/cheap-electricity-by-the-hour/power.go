package power

// Prices are the prices of one day's electricity.
type Prices [24]int64

// Cheap gives a test for hours that cost less than the mean.
func Cheap(prices Prices) func(hour int) bool {
	var sum int64
	for _, price := range prices {
		sum += price
	}
	mean := sum / int64(len(prices))
	return func(hour int) bool {
		return prices[hour%24*len(prices)/24] < mean
	}
}
