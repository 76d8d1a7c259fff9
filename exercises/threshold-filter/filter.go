package sensor

// Above returns a test for readings that need attention.
func Above(limit float64) func(float64) bool {
	slack := limit / 50
	return func(reading float64) bool {
		return reading > limit+slack
	}
}
