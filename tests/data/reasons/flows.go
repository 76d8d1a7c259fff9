package p

type pair struct{ first, second *int }

type keeper interface{ keep(*int) }

type node struct{ next *node }

var (
	global  *int
	boxed   any
	pointer **int
	hook    func()
)

func (t *pair) set(p *int) { t.first = p }

func (t *pair) self() { boxed = t }

//go:noinline
func keep(p *int) { global = p }

//go:noinline
func peek(p *int) int { return *p }

//go:noinline
func apply(f func()) { f() }

//go:noinline
func split(p *int) (*int, error) { return p, nil }

func returned() *int {
	x := 1 // heap RETURNED
	return &x
}

func byName() (p *int) {
	x := 1 // heap RETURNED
	p = &x
	return
}

func splitUp() (*int, error) {
	x := 1 // heap RETURNED
	return split(&x)
}

func stored(t *pair, s []*int, m map[string]*int) {
	a := 1 // heap STORED_GLOBAL
	b := 1 // heap STORED_INDIRECT
	c := 1 // heap STORED_INDIRECT
	d := 1 // heap STORED_INDIRECT
	e := 1 // heap STORED_INDIRECT
	global = &a
	t.first = &b
	s[0] = &c
	m["arrow ← and = in a string"] = &d
	s = append(s, &e)
	_ = s
}

func mapped(m map[*int]int) {
	a := 1 // heap STORED_MAP
	b := 1 // heap STORED_MAP
	m[&a] = 1
	_ = map[string]*int{"b": &b}
}

func sent(c chan *int) {
	x := 1 // heap SENT
	p := &x
	select {
	case c <- p:
	default:
	}
}

func called(i keeper, f func(*int)) {
	a := 1 // heap CALLEE_KEEPS
	b := 1 // heap UNKNOWN_CALLEE
	c := 1 // heap UNKNOWN_CALLEE
	d := 1 // stack SHARED_DOWN
	keep(&a)
	i.keep(&b)
	f(&c)
	peek(&d)
}

func inlined(t *pair) {
	x := 1          // heap CALLEE_KEEPS
	var own pair    // heap CALLEE_KEEPS
	value := pair{} // heap BOXED STORED_GLOBAL
	t.set(&x)
	own.self()
	boxed = &value
}

func through() {
	x := 1  // heap STORED_GLOBAL
	p := &x // heap STORED_GLOBAL
	pointer = &p
}

func loops() *node {
	var last *int
	for i := 0; i < 3; i++ {
		x := i // heap OUTLIVES_LOOP
		last = &x
	}
	var head *node
again:
	made := node{next: head} // heap OUTLIVES_LOOP
	head = &made
	if *last > 0 {
		goto again
	}
	return head
}

func launched() {
	a := 0 // heap CAPTURED GOROUTINE
	b := 0 // heap GOROUTINE
	go func() { a++ }()
	go peek(&b)
	for i := 0; i < 3; i++ {
		c := i // heap CAPTURED DEFER_IN_LOOP
		defer func() { c++ }()
	}
}

func captured() func() int {
	a := 0 // heap CAPTURED RETURNED
	b := 0 // heap CAPTURED STORED_GLOBAL
	c := 0 // stack CAPTURED_STAYS
	d := 0 // stack CAPTURED_BY_VALUE VALUE_COPIED_OUT
	hook = func() { b++ }
	apply(func() { c++ })
	return func() int { a++; return d }
}

func outer() int {
	var last *int
	apply(func() {
		x := 1 // heap STORED_IN_OUTER_FUNCTION
		last = &x
	})
	return *last
}

func ranged(list []*int) {
	x := 1 // heap STORED_GLOBAL
	list = []*int{&x}
	for _, each := range list {
		global = each
	}
	switch v := boxed.(type) { // heap BOXED STORED_GLOBAL
	case int:
		boxed = &v
	}
}

func large() byte {
	var block [20 << 20]byte // heap TOO_LARGE
	return block[peek(global)]
}
