package family

// Person is one name in the family tree.
type Person struct {
	Born     int
	Children []Person
}

// BornBefore counts the members of the family who were born earlier.
func BornBefore(root *Person, year int) int {
	found := 0
	count(root, year, &found)
	return found
}

func count(p *Person, year int, found *int) {
	if p.Born < year {
		*found++
	}
	for i := range p.Children {
		count(&p.Children[i], year, found)
	}
}
