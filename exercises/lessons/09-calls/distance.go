package calls

// Step is a move on a grid.
type Step struct {
	East, North int
}

// NewStep gives a step of its own.
func NewStep(east, north int) *Step {
	step := Step{East: east, North: north}
	return &step
}

// Distance says how many squares a step leads.
func Distance(east, north int) int {
	move := NewStep(east, north)
	return max(move.East, -move.East) + max(move.North, -move.North)
}
