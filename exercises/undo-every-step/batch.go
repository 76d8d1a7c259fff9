package batch

type Step struct {
	Name string
	Undo func(attempt int) error
}

// Roll runs every undo when it is done, last step first.
func Roll(steps []Step) (names []string) {
	for _, step := range steps {
		attempt := 1
		defer func() {
			for step.Undo(attempt) != nil && attempt < 3 {
				attempt++
			}
		}()
		names = append(names, step.Name)
	}
	return names
}
