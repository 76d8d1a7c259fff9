package shift

var atEnd []func()

func each(stations []string, visit func(string)) {
	for _, station := range stations {
		visit(station)
	}
}

// Begin counts the stations with staff, until the end of the shift.
func Begin(stations []string, closed map[string]bool) int {
	staffed := 0
	each(stations, func(station string) {
		if !closed[station] {
			staffed++
		}
	})
	if staffed > 0 {
		atEnd = append(atEnd, func() { staffed = 0 })
	}
	return staffed
}
