package p

func box[T any](v T) *T { // want v stack
	w := v // want w heap
	return &w
}

func only[T any](v T) int { // want v stack
	w := v // want w stack
	_ = w
	return 1
}

func never[T any](v T) *T { // want v unknown
	w := v // want w unknown
	return &w
}

type list[T any] struct {
	head *T
}

func (l *list[T]) push(v T, unused int) { // want l stack; v heap; unused stack
	l.head = &v
}

func (l *list[T]) unused(v T) { // want l stack; v heap
	l.head = &v
}

func instances() {
	a := box(1) // want a stack
	b := box("s") // want b stack
	_, _ = a, b
	_ = only(1.5)
	l := &list[int]{} // want l stack
	l.push(3, 4)
}
