package printing

// Waiting says how many jobs have to wait for one of four printers.
func Waiting(jobs []bool) int {
	busy := make([]struct{}, 0, 4)
	waiting := 0
	for _, arrives := range jobs {
		switch {
		case arrives && len(busy) == cap(busy):
			waiting++
		case arrives:
			busy = append(busy, struct{}{})
		case len(busy) > 0:
			busy = busy[1:]
		}
	}
	return waiting
}
