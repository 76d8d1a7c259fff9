package cockpit

// Gauge shows a level that somebody else changes.
type Gauge struct {
	name  string
	level *int
}

// Burn says how many litres are left after the flight.
func Burn(litres int, legs []int) int {
	left := litres
	fuel := Gauge{name: "fuel"}
	fuel.level = &left
	for _, leg := range legs {
		*fuel.level -= leg
	}
	return left
}
