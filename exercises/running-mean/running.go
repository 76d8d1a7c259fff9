package running

import "math"

// Welford gathers mean and spread in one pass, without keeping the samples.
type Welford struct {
	count      int
	mean, sums float64
}

func (w *Welford) add(x float64) {
	w.count++
	step := x - w.mean
	w.mean += step / float64(w.count)
	w.sums += step * (x - w.mean)
}

// Deviation is the standard deviation of at least one sample.
func Deviation(samples []float64) float64 {
	w := new(Welford)
	for _, x := range samples {
		w.add(x)
	}
	return math.Sqrt(w.sums / float64(w.count))
}
