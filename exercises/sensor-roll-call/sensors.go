package sensors

import "slices"

// Sensor keeps the last value that it measured.
type Sensor struct {
	Name string
	Last float64
}

var roll []*Sensor

// Present puts the sensor on the roll, once.
func (s *Sensor) Present() {
	known := slices.ContainsFunc(roll, func(other *Sensor) bool { return other.Name == s.Name })
	if !known {
		roll = append(roll, s)
	}
}

// Probe says what a new sensor would show after its first two values.
func Probe(name string, first, second float64) float64 {
	probe := Sensor{Name: name, Last: first}
	probe.Present()
	probe.Last = (probe.Last + second) / 2
	return probe.Last
}
