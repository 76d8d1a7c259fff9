package weather

// Station is a weather station with its latest temperatures.
type Station struct {
	Name   string
	Latest [6]float64
}

var chart []float64

// Record reads the thermometer of a station and draws the last four.
func Record(name string, read func() float64) string {
	station := Station{Name: name}
	for i := range station.Latest {
		station.Latest[i] = read()
	}
	chart = station.Latest[2:]
	return station.Name
}
