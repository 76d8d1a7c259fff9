package track

const most = 5

// Steadiness tells by how much the last laps differ, at most five of them.
func Steadiness(seconds []float64) float64 {
	n := min(len(seconds), most)
	laps := make([]float64, n)
	copy(laps, seconds[len(seconds)-n:])
	slowest, fastest := 0.0, 1e9
	for _, lap := range laps {
		slowest, fastest = max(slowest, lap), min(fastest, lap)
	}
	return slowest - fastest
}
