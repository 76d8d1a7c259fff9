package times

type summary struct {
	count int
	total int
}

func (s *summary) add(milliseconds int) {
	s.count++
	s.total += milliseconds
}

// Mean is the average of some response times.
func Mean(milliseconds []int) int {
	times := new(summary)
	for _, each := range milliseconds {
		times.add(each)
	}
	return times.total / max(1, times.count)
}
