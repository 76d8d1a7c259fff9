package p // since 1.23

var out *int // want out static

func over(seq func(yield func(int, string) bool)) (n int) { // want seq stack; n heap
	total := 0 // want total heap
	for i, s := range seq { // want i heap; s stack
		total += len(s)
		d := i // want d stack
		_ = d
		out = &i
		if i > 3 {
			return i
		}
	}
	for i := range 3 { // want i stack
		total += i
	}
	return total
}
