package rule

// Clock shows a time of the day.
type Clock struct {
	Hour int
}

// Noon is made with & and used up.
func Noon() int {
	noon := &Clock{Hour: 12}
	return noon.Hour
}

// Night is made with new and used up.
func Night() int {
	night := new(Clock)
	return night.Hour
}

// Dawn is made with new and given away.
func Dawn() *Clock {
	dawn := new(Clock)
	dawn.Hour = 6
	return dawn
}

// Zero is made with var and given away.
func Zero() *Clock {
	var zero Clock
	return &zero
}
