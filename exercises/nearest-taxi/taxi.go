package taxi

// Taxi is a taxi and where it is.
type Taxi struct {
	Name string
	X, Y int
}

// Nearest names the free taxi that has the shortest way.
func Nearest(x, y int, free []Taxi) string {
	nearest := &Taxi{Name: "none"}
	shortest := 1 << 30
	for _, taxi := range free {
		dx, dy := taxi.X-x, taxi.Y-y
		way := dx*dx + dy*dy
		if here := &taxi; way < shortest {
			shortest = way
			nearest = here
		}
	}
	return nearest.Name
}
