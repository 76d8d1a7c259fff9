package lab

import "slices"

// Median is the middle one of five measurements.
func Median(a, b, c, d, e float64) float64 {
	values := [5]float64{a, b, c, d, e}
	slices.Sort(values[:])
	return values[2]
}
