package thermostat

// Target is the temperature that a room shall have.
type Target struct {
	Room   string
	Tenths int
}

// ForNight makes the target for the night out of that for the day.
func ForNight(day Target) *Target {
	night := day
	night.Tenths -= 30
	return &night
}
