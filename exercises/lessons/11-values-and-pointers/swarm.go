package semantics

// Bee flies.
type Bee struct {
	X, Y, Speed float64
}

// Swarm makes some bees, side by side in one block.
func Swarm(size int) []Bee {
	bees := make([]Bee, 0, size)
	for i := range size {
		bee := Bee{Speed: float64(i)}
		bees = append(bees, bee)
	}
	return bees
}

// Scattered makes some bees, each of them alone.
func Scattered(size int) []*Bee {
	bees := make([]*Bee, 0, size)
	for i := range size {
		lone := Bee{Speed: float64(i)}
		bees = append(bees, &lone)
	}
	return bees
}
