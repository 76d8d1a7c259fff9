package office

func Dispenser(first int) func() func() int {
	number := first
	draw := func() int {
		number++
		return number
	}
	return func() func() int {
		return draw
	}
}
