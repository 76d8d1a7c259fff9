package floor

type Shape interface{ Area() int }

type Room struct{ Width, Depth int }

func (r Room) Area() int { return r.Width * r.Depth }

func larger(a, b Shape) int {
	return max(a.Area(), b.Area())
}

func Studio(width int) int {
	var kitchen Shape = Room{width, 2}
	living := larger(Room{width, 4}, Room{width + 1, 3})
	return living + kitchen.Area()
}
