package p

var sink *int // want sink static

func source() (int, error) { return 1, nil }

func reuse(x int) error { // want x heap
	x, err := source() // want err stack
	sink = &x
	y, err := source() // want y stack
	_ = y
	return err
}

func shadow(x int) { // want x stack
	if x := x + 1; x > 2 { // want x heap
		sink = &x
	} else if y := x; y > 3 { // want y stack
		x := 5 // want x stack
		_ = x
	}
	{
		x := 6 // want x heap
		sink = &x
	}
	_ = x
}

func result() (err error) { // want err stack
	if n, err := source(); err != nil { // want n heap; err stack
		sink = &n
	}
	return
}

func loops(values []int) { // want values stack
outer:
	for i, v := range values { // want i stack; v heap
		sink = &v
		for j := range values { // want j stack
			if j == i {
				continue outer
			}
		}
	}
	for i := 0; i < 3; i++ { // want i stack
		w := i // want w heap
		sink = &w
	}
	var i int // want i stack
	for i = range values {
	}
	_ = i
}

func closed(values []int) { // want values stack
	for i := 0; i < 3; i++ { // want i heap
		go func() { sink = &i }()
	}
}

func selects(in chan int, out chan *int) { // want in stack; out stack
	select {
	case v, ok := <-in: // want v heap; ok stack
		if ok {
			sink = &v
		}
	case v := <-out: // want v stack
		_ = v
	case out <- sink:
	}
}
