package stats

type Window struct {
	sum   float64
	count int
}

func (w *Window) Add(reading float64) *Window {
	w.sum += reading
	w.count++
	return w
}

func Mean(a, b, c float64) float64 {
	var window Window
	window.Add(a).Add(b).Add(c)
	return window.sum / float64(window.count)
}
