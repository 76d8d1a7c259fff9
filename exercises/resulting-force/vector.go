package physics

// Force has three components, in newtons.
type Force struct {
	X, Y, Z float64
}

// Add gives the force that acts when both do.
func Add(a, b Force) *Force {
	sum := Force{X: a.X + b.X, Y: a.Y + b.Y, Z: a.Z + b.Z}
	return &sum
}
