package p

const debug = false

var stored *int // want stored static

func dead(n int) int { // want n stack
	if debug {
		x := n // want x unknown
		stored = &x
		f := func(y int) int { return y } // want f unknown; y unknown
		_ = f
	}
	if !debug {
		return n
	}
	z := 2 // want z unknown
	stored = &z
	return z
}

func _() {
	x := 1 // want x unknown
	stored = &x
}

func outside(n *int)

type shape interface {
	area(scale int) (size int)
}

type callback func(name string) (err error)
