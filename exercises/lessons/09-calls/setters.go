package calls

// Setter gives a number its value.
type Setter interface {
	Set(number *int)
}

// Seven sets numbers to seven.
type Seven struct{}

// Set makes the number seven.
func (Seven) Set(number *int) {
	*number = 7
}

// Made gives a number as the setter makes it.
func Made[S Setter](setter S) int {
	var made int
	setter.Set(&made)
	return made
}

// Lucky gives a seven.
func Lucky() int {
	return Made(Seven{})
}
