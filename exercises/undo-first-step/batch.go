package batch

type Step struct {
	Name string
	Undo func(attempt int) error
}

// Roll undoes the first step when it is done, and names it.
func Roll(steps []Step) (names []string) {
	if step := steps[0]; step.Undo != nil {
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
