package weather

// Day is what a weather station tells of one day.
type Day struct {
	Warmest *float64
	Heating float64
}

func warmer(a, b *float64) *float64 {
	if *b > *a {
		return b
	}
	return a
}

// Summary sums up three readings; heating goes by the morning or the mean.
func Summary(morning, noon, night float64) Day {
	mean := (morning + noon + night) / 3
	base := warmer(&morning, &mean)
	day := Day{Heating: 20 - *base}
	if noon > *base {
		day.Warmest = warmer(&noon, &night)
	}
	return day
}
