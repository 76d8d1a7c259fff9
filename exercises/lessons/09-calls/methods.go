package calls

// Gauge shows how much came together.
type Gauge struct {
	sum int
}

// Add adds some more.
func (g *Gauge) Add(more int) { g.sum += more }

// Twice adds with a method value.
func Twice() int {
	var here Gauge
	add := here.Add
	add(1)
	add(1)
	return here.sum
}

// Adder gives one away.
func Adder() func(int) {
	var gone Gauge
	return gone.Add
}
