package p

type ID int

type T struct{ a, b int }

var kept *T  // want kept static
var held any // want held static

func newT(a int) *T { return &T{a, 1} } // want a stack

func twice(a int) *T { return newT(a) } // want a stack

func text(a, b string) string { return a + b } // want a stack; b stack

func ref[K any](k K) *K { // want k stack
	x := k // want x heap
	return &x
}

func hold[K any](k K) *K { // want k stack
	n := new(K) // want n stack
	held = k
	return n
}

//go:noinline
func fill[K any](n int) []K { // want n stack
	return make([]K, n)
}

func callers(u, v string) int { // want u stack; v stack
	a := newT(1) // want a stack
	kept = newT(2)
	b := twice(3) // want b stack
	r := ref(1) // want r stack
	s := ref(ID(2)) // want s stack
	t := ref("s") // want t stack
	n := hold(a.a) // want n stack
	o := hold(b) // want o stack
	both := text(u, v) // want both stack
	return a.a + b.b + *r + int(*s) + len(*t) + *n + (*o).a + len(both) + len(fill[int](3)) + len(fill[ID](4))
}
