package garage

// Gate is one of two gates of a garage.
type Gate struct {
	Name string
	open bool
}

func (g *Gate) set(open bool) { g.open = open }

// Through lets a car in and out again, and shuts both gates behind it.
func Through(car string, log func(gate, car string)) {
	for _, name := range [2]string{"in", "out"} {
		gate := Gate{Name: name}
		gate.set(true)
		log(gate.Name, car)
		defer gate.set(false)
	}
}
