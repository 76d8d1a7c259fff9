package sheet

// sum works for whole numbers and for fractions.
func sum[N int | float64](row *[4]N) N {
	var total N
	for _, value := range row {
		total += value
	}
	return total
}

// Mean gives the mean of four readings.
func Mean(a, b, c, d float64) float64 {
	row := [4]float64{a, b, c, d}
	return sum(&row) / float64(len(row))
}
