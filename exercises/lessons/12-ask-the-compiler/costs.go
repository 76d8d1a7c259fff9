package ask

import "fmt"

// Stamped writes the year on a letter.
func Stamped(text string) string {
	return fmt.Sprint(text, 1999)
}

// Fitting says how many letters of a text fit on a line.
func Fitting(width int, text string) int {
	line := make([]byte, width)
	return copy(line, text)
}

// Posted sends one letter through a channel of its own.
func Posted(weight int) int {
	box := make(chan int, 1)
	box <- weight
	return <-box
}
