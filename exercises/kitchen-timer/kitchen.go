package kitchen

// Timer counts down the seconds.
type Timer struct{ seconds int }

// Tick takes one second off; the timer stops at zero.
func (t *Timer) Tick() {
	if t.seconds > 0 {
		t.seconds--
	}
}

// After says what the display shows a few ticks later.
func After(minutes, ticks int) int {
	timer := Timer{seconds: minutes * 60}
	for range ticks {
		timer.Tick()
	}
	return timer.seconds
}
