package clinic

type Patient struct {
	Name  string
	Fever int
}

func Next(morning, noon int) *Patient {
	first := Patient{Name: "A", Fever: morning}
	second := Patient{Name: "B", Fever: noon}
	next := worse(&first, &second)
	next.Fever--
	return next
}

//go:noinline
func worse(a, b *Patient) *Patient {
	if b.Fever > a.Fever {
		return b
	}
	return a
}
