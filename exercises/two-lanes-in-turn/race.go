package race

// Lane is one lane of a swimming pool, with the time of its swimmer.
type Lane struct {
	Swimmer string
	Tenths  int
}

func swim(lane *Lane, lengths []int, done chan<- bool) {
	for _, tenths := range lengths {
		lane.Tenths += tenths
	}
	done <- true
}

// Winner says who is faster; one swims after the other.
func Winner(a, b string, first, second []int) string {
	left, right := Lane{Swimmer: a}, Lane{Swimmer: b}
	done := make(chan bool, 2)
	swim(&left, first, done)
	swim(&right, second, done)
	<-done
	<-done
	if left.Tenths < right.Tenths {
		return left.Swimmer
	}
	return right.Swimmer
}
