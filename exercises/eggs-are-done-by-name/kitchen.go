package kitchen

import "time"

// Boil rings when the eggs are done.
func Boil(eggs int, ring func(text string)) *time.Timer {
	text := "egg is done"
	if eggs > 1 {
		text = "eggs are done"
	}
	wait := time.Duration(eggs+5) * time.Minute
	return time.AfterFunc(wait, func() {
		text = "The " + text
		ring(text)
	})
}
