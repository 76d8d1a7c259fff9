package pointers

// Ordered gives the smaller number first.
func Ordered(x, y int) (int, int) {
	if x > y {
		swap(&x, &y)
	}
	return x, y
}

func swap(a, b *int) {
	*a, *b = *b, *a
}
