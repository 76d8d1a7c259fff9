package wall

// Surface is anything that can be painted.
type Surface interface {
	Area() float64
}

// Wall has a width and a height, in metres.
type Wall struct {
	Width, Height float64
}

// Area is in square metres.
func (w *Wall) Area() float64 { return w.Width * w.Height }

func litres(s Surface) float64 { return s.Area() / 8 }

// Paint says how many litres of paint a wall takes.
func Paint(width, height float64) float64 {
	wall := Wall{width, height}
	return litres(&wall)
}
