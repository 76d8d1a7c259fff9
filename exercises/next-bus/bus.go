package bus

type Stop struct {
	Line, Minute int
}

func Next(now int) int {
	var due []Stop
	for line := 1; line <= 4; line++ {
		due = append(due, Stop{line, now % (line * 10)})
	}
	soonest := due[0]
	for _, s := range due[1:] {
		if s.Minute < soonest.Minute {
			soonest = s
		}
	}
	return soonest.Line
}
