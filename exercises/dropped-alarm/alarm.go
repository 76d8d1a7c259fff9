package alarm

// Alarm is what the guard sees on the screen.
type Alarm struct {
	Room    string
	Celsius int
}

// Raise reports a hot room, unless the guard is still busy with other alarms.
func Raise(room string, celsius int, screen chan<- *Alarm) bool {
	alarm := Alarm{Room: room, Celsius: celsius}
	select {
	case screen <- &alarm:
		return true
	default:
		return false
	}
}
