package plot

type Shape interface {
	Area() float64
}

type Rect struct{ Width, Height float64 }

func (r *Rect) Area() float64 { return r.Width * r.Height }

func Garden(side float64) float64 {
	bed := Rect{Width: side, Height: side / 2}
	var shape Shape = &bed
	return shape.Area()
}
