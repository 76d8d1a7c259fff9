package sensor

// Jumps counts how often the readings above zero rise by more than a limit.
func Jumps(readings []int, limit int) int {
	var above []int
	for _, reading := range readings {
		if reading > 0 {
			above = append(above, reading)
		}
	}
	jumps := 0
	for i := 1; i < len(above); i++ {
		if above[i]-above[i-1] > limit {
			jumps++
		}
	}
	return jumps
}
