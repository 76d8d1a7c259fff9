package weather

// Reading is what one station measured.
type Reading struct {
	Station string
	Celsius float64
}

// Hottest names the station with the highest reading.
func Hottest(stations []string, celsius []float64) string {
	var hottest *Reading
	for i, name := range stations {
		r := Reading{Station: name, Celsius: celsius[i]}
		if hottest == nil || r.Celsius > hottest.Celsius {
			hottest = &r
		}
	}
	if hottest == nil {
		return "nowhere"
	}
	return hottest.Station
}
