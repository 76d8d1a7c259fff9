package ids

import "strconv"

// Generator hands out request ids: web-1, web-2, …
type Generator struct {
	Next  func() string
	Reset func()
}

func NewGenerator(prefix string) Generator {
	last := 0
	return Generator{
		Next: func() string {
			last++
			return prefix + "-" + strconv.Itoa(last)
		},
		Reset: func() { last = 0 },
	}
}
