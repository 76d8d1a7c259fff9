package batch

type Step struct {
	Name string
	Undo func(attempt int) error
}

// Roll undoes the first step when it is done; there is at least one.
func Roll(steps []Step) (names []string) {
	attempt := 1
	defer func() {
		for steps[0].Undo(attempt) != nil && attempt < 3 {
			attempt++
		}
	}()
	for _, step := range steps {
		names = append(names, step.Name)
	}
	return names
}
