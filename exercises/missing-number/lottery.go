package lottery

// Missing finds the first number that was not drawn; there always is one.
func Missing(drawn map[int]bool) int {
	var first *int
	for number := 1; first == nil; number++ {
		if !drawn[number] {
			first = &number
		}
	}
	return *first
}
