package p

var kept any // want kept static

func kinds(v any) int { // want v stack
	switch y := v.(type) { // want y heap
	case int:
		kept = &y
	case string, bool:
		_ = y
	case interface{ Error() string }:
		return len(y.Error())
	default:
	}
	switch y := v.(type) { // want y stack
	case *int:
		return *y
	case []int, map[string]int:
		_ = y
	}
	switch z := 1; y := v.(type) { // want z stack; y heap
	case func(y int) int:
		z := y(z) // want z stack
		_ = z
	case error:
		kept = func() error { return y }
		y = nil
	}
	switch n := 3; { // want n stack
	case n > 2:
		m := n // want m heap
		kept = &m
	}
	return 0
}
