package weather

// Reading is what a station measured, or a mean of several.
type Reading struct {
	Celsius float64
	Samples int
}

// Mean combines two readings, weighted by how many samples each has.
func Mean(a, b Reading) *Reading {
	mean := Reading{Samples: a.Samples + b.Samples}
	mean.Celsius = weigh(a, mean.Samples) + weigh(b, mean.Samples)
	return &mean
}

func weigh(r Reading, of int) float64 {
	return r.Celsius * float64(r.Samples) / float64(of)
}

// Report gives the mean temperature of the valley.
func Report(north, south Reading) float64 {
	mean := Mean(north, south)
	return mean.Celsius
}
