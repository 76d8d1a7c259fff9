package lab

// Tube holds one sample while it is tested.
type Tube struct {
	PH    int
	Drops int
}

func (t *Tube) fill(drops int) { t.Drops += drops }
func (t *Tube) rinse()         { t.Drops = 0 }

func acid(t *Tube) bool { return t.Drops > 0 && t.PH < 7 }

// Test says how many of the samples are acid.
func Test(samples []int) int {
	found := 0
	for _, ph := range samples {
		tube := Tube{PH: ph}
		tube.fill(3)
		defer tube.rinse()
		if acid(&tube) {
			found++
		}
	}
	return found
}
