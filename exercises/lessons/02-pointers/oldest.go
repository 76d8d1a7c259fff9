package pointers

// Person is somebody with an age.
type Person struct {
	Name string
	Age  int
}

// Oldest names the oldest of some people; there is at least one.
func Oldest(people []Person) string {
	oldest := &people[0]
	for i := range people {
		if people[i].Age > oldest.Age {
			oldest = &people[i]
		}
	}
	return oldest.Name
}
