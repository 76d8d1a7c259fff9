package window

// Alarm is called when a reading is too high.
type Alarm func(reading float64) int

// Watch gives an alarm that counts how often it rang, and the limit in force.
func Watch(readings [8]float64) (Alarm, float64) {
	sum := 0.0
	for _, reading := range readings {
		sum += reading
	}
	limit := sum / 8
	rang := 0
	low := &readings[0]
	if *low > limit {
		limit = *low
	}
	return func(reading float64) int {
		if reading > 2*sum {
			rang++
		}
		return rang
	}, limit
}
