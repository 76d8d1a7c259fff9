package visit

type Point struct{ X, Y int }

func apply(p *Point, change func(*Point)) {
	change(p)
}

func Mirror(x, y int) int {
	point := Point{x, y}
	apply(&point, func(p *Point) {
		p.X, p.Y = p.Y, p.X
	})
	return point.X - point.Y
}
