package recipe

import "fmt"

// Step is one step of a recipe.
type Step struct {
	Text    string
	Minutes int
}

// Plan gives a line of text for each step, with the time when it begins.
func Plan(steps []Step) []string {
	var lines []string
	minute := 0
	for _, step := range steps {
		lines = append(lines, fmt.Sprintf("%3d: %s", minute, step.Text))
		minute += step.Minutes
	}
	return lines
}
