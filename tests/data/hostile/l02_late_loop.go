// verdicts first, then an initialisation cycle and an import that is not used
package p

import "fmt"

func F() *int {
	x := 1
	return &x
}

var a = b()

func b() int { return a }
