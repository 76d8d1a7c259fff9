// go:linkname inside a function, with unsafe imported among others
package p

import (
	"fmt"
	_ `unsafe`
)

func F() {
	//go:linkname now time.now
	fmt.Println()
}
