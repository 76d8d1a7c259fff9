package sensor

// Sink takes readings, one after the other.
type Sink interface{ Add(celsius float64) }

// Mean is the average of all that was added.
type Mean struct {
	sum   float64
	count int
}

// Add takes one more reading.
func (m *Mean) Add(celsius float64) { m.sum += celsius; m.count++ }

func feed[S Sink](sink S, readings []float64) {
	for _, celsius := range readings {
		sink.Add(celsius)
	}
}

// Average is that of some readings; there is at least one.
func Average(readings []float64) float64 {
	var mean Mean
	feed(&mean, readings)
	return mean.sum / float64(mean.count)
}
