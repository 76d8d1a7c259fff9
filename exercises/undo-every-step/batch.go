package batch

type Step struct {
	Name string
	Undo func(attempt int) error
}

// Roll undoes every step when it is done, and names them all.
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
