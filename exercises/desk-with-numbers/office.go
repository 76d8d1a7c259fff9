package office

func Dispenser(first int) func() func() int {
	number := first
	draw := func() int {
		number++
		return number
	}
	desk := func() func() int {
		return draw
	}
	return desk
}
