package p

import (
	"sync"
	"unsafe"
)

type node struct {
	next *node
	val  int
}
type it interface{ Do(x *int) }

var gi it
var gf func(*int)
var _ = func(a int) int { return a }(3)
var tbl = [...]func(x int){func(x int) {}, func(x int) { println(x) }}

type E struct {
	node
	sync.Mutex
}

func (E) Val(a int)            {}
func (e E) Val2(b int) (c int) { defer func() { c++ }(); return b }
func (_ *E) Blank(q int)       {}

func variadic(xs ...*int) { _ = xs }
func manyResults() (a, b int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = nil
		}
	}()
	return 1, 2, nil
}
func labels() {
	i := 0
loop:
	x := i
	gf(&x)
	i++
	if i < 3 {
		goto loop
	}
}
func sel(c chan int, d chan<- *int) {
	for {
		select {
		case x := <-c:
			d <- &x
		case y, ok := <-c:
			if !ok {
				return
			}
			_ = y
		case c <- func() int { z := 1; return z }():
		default:
			w := 3
			gi.Do(&w)
		}
	}
}
func ptr() uintptr { x := 1; return uintptr(unsafe.Pointer(&x)) }
func arr() {
	var a [3]int
	for i, v := range a {
		_ = i
		_ = v
	}
	for i, v := range &a {
		_ = i
		_ = v
	}
	s := a[:]
	_ = s
}
func shadowfn() {
	len := func(s string) int { return 1 }
	_ = len("x")
	string := 3
	_ = string
	nil := 4
	_ = nil
	true := false
	_ = true
}
func rec(n int) *node {
	if n == 0 {
		return nil
	}
	x := node{val: n}
	x.next = rec(n - 1)
	return &x
}
func closureInLoop() []func() int {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i++; return i })
	}
	return fs
}
func iife() int     { return func(a, b int, _ string) (r int) { t := a + b; r = t; return }(1, 2, "") }
func gotoDead() int { return 1; x := 2; _ = x; return x }
func panicDead()    { panic("x"); y := 2; _ = y }
func swi(x any) {
	switch x.(type) {
	case int:
		a := 1
		_ = a
	}
	switch {
	case func() bool { q := true; return q }():
	}
	switch z := x; x := z.(type) {
	case int:
		_ = x
	}
}
func multi() { a, b := 1, 2; a, c := b, a; _, d := c, b; var e, f = d, a; _, _ = e, f }
func method() {
	var e E
	f := e.Val2
	_ = f(1)
	g := (*E).Blank
	g(&e, 1)
	h := E.Val
	h(e, 2)
	e.Lock()
	defer e.Unlock()
}
func sh() {
	if a, b := 1, 2; a > b {
	} else if c := a; c > 0 {
		d := b
		_ = d
	} else {
		e := c
		_ = e
	}
}
func nested() {
	for i := range 2 {
		for j := range 2 {
			func() { k := i * j; func() { l := k; gf(&l) }() }()
		}
	}
}
func gen[T any, PT interface{ *T }](x T) (r PT) {
	f := func(y T) *T { z := y; return &z }
	return PT(f(x))
}
func useGen() { _ = gen[int, *int](1); _ = gen[E, *E](E{}) }
func dead() {
	const c = false
	if c {
		a := 1
		_ = a
	} else {
		b := 2
		_ = b
	}
	switch {
	case c:
		e := 1
		_ = e
	}
	if c && func() bool { f := true; return f }() {
	}
}
func assignOnly() {
	var x int
	x = 1
	x++
	var y *int = new(int)
	*y = 2
	type L struct{ a int }
	var z L
	z.a = 1
	var w = struct{ a int }{1}
	_ = w
}
func cmplx() {
	x := 1i
	y := real(x)
	_ = y
	m := map[string][]int{}
	for k, v := range m {
		for i := range v {
			v[i]++
			_ = k
		}
	}
	for i, c := range "héllo" {
		_, _ = i, c
	}
}
func recvs(c <-chan int) {
	v := <-c
	w, ok := <-c
	for x := range c {
		_ = x
	}
	_, _, _ = v, w, ok
	if u, ok := <-c; ok {
		_ = u
	}
}
