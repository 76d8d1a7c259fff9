package semantics

// Point is a place on a map.
type Point struct {
	X, Y int
}

// Moved gives the point that lies further on.
func Moved(p Point, dx, dy int) Point {
	q := Point{X: p.X + dx, Y: p.Y + dy}
	return q
}

// NewMoved gives a pointer to it.
func NewMoved(p Point, dx, dy int) *Point {
	n := Point{X: p.X + dx, Y: p.Y + dy}
	return &n
}
