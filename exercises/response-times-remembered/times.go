package times

type summary struct {
	count int
	total int
}

var latest *summary // for the status page

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
	latest = times
	return times.total / max(1, times.count)
}
