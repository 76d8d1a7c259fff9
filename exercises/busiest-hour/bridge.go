package bridge

// Hour is what a counter on the bridge has seen.
type Hour struct{ From, Cyclists int }

var busiest *Hour

// Note takes the count of one more hour.
func Note(from, cyclists int) {
	hour := Hour{From: from, Cyclists: cyclists}
	if busiest == nil || hour.Cyclists > busiest.Cyclists {
		busiest = &hour
	}
}

// Busiest tells how many cyclists the busiest hour had.
func Busiest() int {
	if busiest == nil {
		return 0
	}
	return busiest.Cyclists
}
