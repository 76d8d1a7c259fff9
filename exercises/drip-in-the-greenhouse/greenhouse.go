package greenhouse

// Valve is whatever lets water through.
type Valve interface{ Open(minutes int) }

// Drip counts how long its hose was open.
type Drip struct{ Minutes int }

// Open lets water through.
func (d *Drip) Open(minutes int) { d.Minutes += minutes }

// Water opens a valve for each bed that is dry.
//
//go:noinline
func Water(valve Valve, dry []bool) {
	for _, isDry := range dry {
		if isDry {
			valve.Open(5)
		}
	}
}

// Morning tells for how long the drip was open.
func Morning(dry []bool) int {
	drip := Drip{}
	Water(&drip, dry)
	return drip.Minutes
}
