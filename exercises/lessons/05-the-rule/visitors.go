package rule

// Visitor is somebody at the door.
type Visitor struct {
	Name string
	Age  int
}

var nameless *Visitor

// Admit says whether a visitor may come in; one without a name is remembered.
func Admit(name string, age int) bool {
	guest := Visitor{Name: name, Age: age}
	if name == "" {
		nameless = &guest
	}
	return guest.Age >= 18
}
