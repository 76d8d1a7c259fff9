package plot

type Shape interface {
	Area() float64
}

type Rect struct{ Width, Height float64 }

func (r *Rect) Area() float64 { return r.Width * r.Height }

type Circle struct{ Radius float64 }

func (c *Circle) Area() float64 { return 3.14 * c.Radius * c.Radius }

// Garden gives the area of the bed, or of one that fits better.
func Garden(side float64, other bool) float64 {
	bed := Rect{Width: side, Height: side / 2}
	var shape Shape = &bed
	if other {
		shape = &Rect{Width: side, Height: side}
	}
	return shape.Area()
}
