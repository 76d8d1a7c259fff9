// verdicts first, then an error that the compiler finds late: a frame that is too large
package p

func F() *int {
	x := 1
	return &x
}

//go:noinline
func H(a [1 << 31]byte) [1 << 31]byte { return a }
