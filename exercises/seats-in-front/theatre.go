package theatre

// Seat is one seat of the theatre.
type Seat struct {
	Row, Number int
	Free        bool
}

// House holds the seats; nobody may book one while View runs.
type House struct {
	seats  []Seat
	locked bool
}

// View runs read while the house is locked.
func (h *House) View(read func(seats []Seat)) {
	h.locked = true
	defer func() { h.locked = false }()
	read(h.seats)
}

// Front gives row and number of the free seat that is farthest in front.
func Front(h *House) (row, number int) {
	best := &Seat{Row: 99}
	h.View(func(seats []Seat) {
		front := *best
		for _, seat := range seats {
			if seat.Free && seat.Row < front.Row {
				front = seat
			}
		}
		best = &front
	})
	return best.Row, best.Number
}
