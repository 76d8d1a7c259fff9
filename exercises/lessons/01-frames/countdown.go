package frames

import "strconv"

// Countdown gives the numbers from n down to zero.
func Countdown(n int) string {
	line := strconv.Itoa(n)
	if n == 0 {
		return line
	}
	return line + " " + Countdown(n-1)
}
