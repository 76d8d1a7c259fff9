package form

import "strconv"

var strange any // shown to the developers

func show(value any) string {
	switch v := value.(type) {
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	}
	strange = value
	return "?"
}

// Width says how many characters a field of the form takes.
func Width(label string, seats int) int {
	return len(label) + 2 + len(show(seats))
}
