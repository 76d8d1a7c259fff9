package p // since 1.27

type pair struct{ a, b int }

var last any // want last static

func (p pair) with[T any](v T) *T { // want p stack; v heap
	return &v
}

func made(n int) { // want n stack
	a := new(n + 1) // want a stack
	b := new([]int) // want b stack
	c := new(pair{1, 2}) // want c stack
	last = pair{}.with(a)
	_, _ = b, c
}
