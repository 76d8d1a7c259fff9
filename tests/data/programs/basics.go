package p

var global *int // want global static
var first, second = 1, 2 // want first static; second static

type point struct{ x, y int }

func leak() {
	x := 1 // want x heap
	y := 2 // want y stack
	p := &y // want p stack
	global = &x
	_ = p
}

func (t *point) move(dx, _ int, rest ...int) (sum int, err error) { // want t stack; dx stack; rest stack; sum stack; err stack
	t.x += dx
	return
}

func unused(a int, b *point, c [4]int) (d int) { // want a stack; b stack; c stack; d stack
	return 3
}

func named() (r int, p *int) { // want r heap; p stack
	p = &r
	return
}

func moved(a int) *int { // want a heap
	return &a
}

func declared() int {
	var a, b = 1, 2 // want a stack; b stack
	var ( // a group
		c int // want c stack
		d = &c // want d stack
	)
	const k = 4
	return a + b + *d + k
}
