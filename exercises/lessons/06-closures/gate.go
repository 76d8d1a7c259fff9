package closures

// Gate gives a function that lets a number of people in, and then nobody.
func Gate(seats int) func() bool {
	free := seats
	return func() bool {
		free--
		return free >= 0
	}
}
