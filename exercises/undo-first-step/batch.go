package batch

type Step struct {
	Name string
	Undo func(attempt int)
}

// Roll undoes the first step when it is done.
func Roll(steps []Step) (names []string) {
	attempt := 1
	defer func() {
		steps[0].Undo(attempt)
		attempt++
	}()
	for _, step := range steps {
		names = append(names, step.Name)
	}
	return names
}
