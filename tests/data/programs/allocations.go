package p

type T struct{ a, b int }
type empty struct{}

var sink any // want sink static
var sinks []any // want sinks static

func (t *T) inc() { t.a++ } // want t stack

func literals(n int) { // want n stack
	x := new(int) // want x stack // place new(int) stack
	y := &T{a: 1} // want y stack // place &T{...} heap
	m := map[string]int{"a": 1} // want m stack // place map[string]int{...} stack
	s := []int{1, 2, n} // want s stack // place []int{...} stack
	c := make(chan int, 1) // want c stack // place make(chan int, 1) heap
	a := make([]int, 10) // want a stack // place make([]int, 10) stack
	b := make([]byte, 1048576) // want b stack // place make([]byte, 1048576) heap
	sink = y
	_, _, _, _, _, _ = x, m, s, c, a, b
}

func strings(s string, bytes []byte) int { // want s stack; bytes stack
	cat := s + "x" // want cat stack // place s + "x" depends
	conv := []byte(s) // want conv stack // place ([]byte)(s) depends
	back := string(bytes) // want back stack // place string(bytes) depends
	conv[0] = 1
	return len(cat) + len(back)
}

func boxes(n int, b byte, p *T) { // want n stack; b stack; p stack
	sink = n // place n heap
	sink = b // place b none
	sink = 1 // place 1 none
	sink = "constant" // place "constant" none
	sink = empty{} // place empty{} none
	sink = p
}

func methods(t *T) { // want t stack
	f := t.inc // want f stack // place t.inc heap
	sink = f
	go use(t)
	go func() { use(t) }() // place func literal heap
}

//go:noinline
func use(t *T) {} // want t stack

func make2() *T { return &T{} } // place &T{} heap

func callsMake2() int {
	t := make2() // want t stack
	return t.a
}

func unknownSize(n int) int { // want n stack
	s := make([]int, n) // want s stack // place make([]int, n) depends (heap before 1.25)
	return len(s)
}
