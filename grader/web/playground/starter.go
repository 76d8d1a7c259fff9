package starter

var made int

type User struct {
	Name string
	Age  int
}

// NewUser hands out a pointer: the User must outlive the call.
func NewUser(name string) *User {
	made++
	u := User{Name: name}
	return &u
}

// Counter returns a function that goes on using n.
func Counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

// Sum needs its squares only while it runs.
func Sum(count int) (total int) {
	squares := [4]int{1, 4, 9, 16}
	rest := make([]int, 0, count)
	for _, square := range squares {
		total += square
		rest = append(rest, square)
	}
	return total + len(rest)
}
