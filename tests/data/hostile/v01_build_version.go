//go:build go1.21

// go:build that sets the language version back: loop variables are shared again
package p

func F() *int {
	var p *int
	for i := 0; i < 3; i++ {
		p = &i
	}
	return p
}
