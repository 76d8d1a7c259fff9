package school

func mean(marks ...int) float64 {
	sum := 0
	for _, mark := range marks {
		sum += mark
	}
	return float64(sum) / float64(len(marks))
}

// Report gives the mark of the year: two tests, one talk that counts twice.
func Report(spring, autumn, talk int) float64 {
	return mean(spring, autumn, talk, talk)
}
