package p

type T struct{ a, b int }
type empty struct{}
type weekday uint8

var G, H *int
var I, J any
var E *empty
var F func()
var S []int
var B []byte

func agree(t *T) {
	x := 1 // code: x = object
	G = &x
	I = x       // code: x = box, small integer
	J = T{1, x} // code: T{...} = box
	F = t.set   // code: t.set = object
	I = &T{}    // code: &T{} = object
}

func (t *T) set() { t.a++ }

func constants(b byte, is bool) {
	I = "text" // code: "text" = constant
	println()
	I = 1000 // code: 1000 = constant
	println()
	I = [2]int{1, 2} // code: [2]int{...} = constant (box before 1.25)
	println()
	I = b // code: b = small value
	println()
	I = is // code: is = small value
	println()
	I = empty{} // code: empty{} = zero size
	println()
	E = new(empty) // code: new(empty) = zero size
	println()
	F = func() {} // code: func literal = static function
}

func conditions(text string, s []int, n int32) {
	I = text // code: text = box, empty
	I = s    // code: s = box, empty
	I = n    // code: n = box, small integer
}

func named(d weekday) {
	I = d // code: d = small value
}

func overwritten() {
	I = 1 // code: 1 = dead code
	I = 2 // code: 2 = constant
}

func merged() {
	a := 1 // code: a = object, merged (object before 1.25)
	b := 2 // code: b = object, merged (object before 1.25)
	G, H = &a, &b
}

func parameters(
	a int, // code: a = object, merged (object before 1.25)
	b int, // code: b = object, merged (object before 1.25)
) {
	G, H = &a, &b
}

func oneEach(n int) {
	G, H = new(int), new(int)   // code: new(int) = object
	I, J = [2]int{n}, [3]int{n} // code: [2]int{...} = box; [3]int{...} = box
}

func alone(p *int) {
	q := p // code: q = object
	n := 1 // code: n = object
	I, G = &q, &n
}

func strings(a, b string, bytes []byte, c rune) int {
	cat := a + b            // code: a + b = string, string buffer
	text := string(bytes)   // code: string(bytes) = string, string buffer
	I = cat + text          // code: cat + text = string + box
	one := string(c)        // code: string(c) = string, character
	count := len([]rune(a)) // code: ([]rune)(a) = no copy
	B = []byte("constant")  // code: ([]byte)("constant") = object
	return len(cat) + len(text) + len(one) + count
}

func slices(n int, from []int) int {
	s := make([]int, n) // code: make([]int, n) = slice, slice buffer (slice before 1.25)
	I = []int{1, n}     // code: []int{...} = object + box
	S = make([]int, n)  // code: make([]int, n) = slice
	S = append(S, n)    // code: append = append, append grows (absent before 1.25)
	return s[0]
}

func maps(n int) int {
	small := make(map[int]int)      // code: make(map[int]int) = map grows
	large := make(map[int]int, 100) // code: make(map[int]int, 100) = map, map grows
	small[n] = 1
	I = map[int]int{n: 1} // code: map[int]int{...} = map + map growth
	return small[1] + large[2]
}

func channels() {
	c := make(chan int, 1) // code: make(chan int, 1) = channel, channel
	c <- 1
}

func New() *int         { return new(int) } // code: new(int) = object
func Two() (*int, *int) { return New(), New() }

func called() { func() { x := 1; G = &x }() } // code: x = object, copies only (object from 1.24)

func several(n int) { // code: n = object
	I, G = &T{}, &n // code: &T{} = object
	go agree(nil)
}
