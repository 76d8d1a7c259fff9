package turtle

// Point is a place on the paper.
type Point struct{ X, Y int }

// Plus gives the place that is so far away from another.
func (p Point) Plus(q Point) Point {
	p.X += q.X
	p.Y += q.Y
	return p
}

// Halve makes a step half as long.
func (p *Point) Halve() {
	p.X, p.Y = p.X/2, p.Y/2
}

// Walk gives the end of a way, and its highest place.
func Walk(steps []Point) (Point, *Point) {
	var here, highest Point
	for _, step := range steps {
		step.Halve()
		next := here.Plus(step)
		if next.Y > highest.Y {
			highest = next
		}
		here = next
	}
	return here, &highest
}
