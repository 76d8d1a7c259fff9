package cups

// Swapped says what is in each cup after the trick.
func Swapped(left, right string) (string, string) {
	a, b := left, right
	from, to := &a, &b
	*from, *to = *to, *from
	return a, b
}
