package samples

var ring [64]float64
var next int

// Add keeps a measurement, in place of the oldest.
func Add(celsius float64) {
	ring[next%len(ring)] = celsius
	next++
}

// Latest gives the n newest measurements, as far as they lie in one piece.
func Latest(n int) []float64 {
	end := next % len(ring)
	window := ring[max(0, end-n):end]
	return window
}
