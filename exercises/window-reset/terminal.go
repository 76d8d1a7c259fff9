package terminal

import "fmt"

// size is that of a window, in characters.
type size struct{ columns, rows int }

const columns = 80

// Reset says to which size the window goes back.
func Reset() {
	fmt.Println("window set to", size{columns, 24})
}
