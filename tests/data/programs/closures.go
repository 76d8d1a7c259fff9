package p

var hook func() int // want hook static
var held *int // want held static
var table = map[string]func(int) *int{ // want table static
	"a": func(n int) *int { return &n }, // want n heap
	"b": func(n int) *int { m := n; return &m }, // want n stack; m heap
}

func counter() func() int {
	n := 0 // want n heap
	return func() int { n++; return n }
}

func byValue() func() int {
	n := 1 // want n stack
	return func() int { return n }
}

func direct() int {
	var r *int // want r stack
	func() {
		x := 1 // want x stack
		r = &x
	}()
	func() {
		y := 1 // want y heap
		held = &y
	}()
	return *r
}

func called() int {
	f := func(a, b int) int { // want f stack; a stack; b stack
		c := a // want c heap
		held = &c
		return c
	}
	return f(1, 2)
}

func nested() {
	a := 1 // want a heap
	hook = func() int {
		b := 2 // want b heap
		inner := func(c int) int { b += c; return a } // want inner stack; c stack
		a++
		held = &b
		return inner(3)
	}
}

func deferred() {
	n := 1 // want n stack
	defer func() { n++ }()
	for i := 0; i < 3; i++ { // want i stack
		k := i // want k heap
		defer func() { k++ }()
	}
}

func started(n int) { // want n heap
	go func(m int) { // want m stack
		n += m
	}(2)
	go use(&n)
}

func use(p *int) { // want p stack
	*p++
}
