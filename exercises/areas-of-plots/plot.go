package plot

type Shape interface {
	Area() float64
}

type Rect struct{ Width, Height float64 }

func (r *Rect) Area() float64 { return r.Width * r.Height }

func Cost(shape Shape, price float64) float64 { return cost(shape, price) }

//go:noinline
func cost(shape Shape, price float64) float64 {
	return shape.Area() * price
}

func Garden(side float64) float64 {
	bed := Rect{Width: side, Height: side / 2}
	return cost(&bed, 12.5)
}
