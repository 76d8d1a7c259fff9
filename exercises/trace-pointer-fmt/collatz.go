package collatz

import "fmt"

// Show plays Collatz's game and says how long it took.
func Show(n int) {
	steps := 0
	fmt.Println("counting at", &steps)
	for n != 1 {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		steps++
	}
	fmt.Println("steps:", steps)
}
