package match

import "fmt"

// Points reads a result such as "3:1" and gives both teams their points.
func Points(text string) (string, error) {
	var home, away int
	read, err := fmt.Sscanf(text, "%d:%d", &home, &away)
	if err != nil {
		return "", fmt.Errorf("only %d of 2 numbers: %w", read, err)
	}
	first, second := 3, 0
	switch ahead := home - away; {
	case ahead == 0:
		first, second = 1, 1
	case ahead < 0:
		first, second = second, first
	}
	return fmt.Sprintf("%d:%d", first, second), nil
}
