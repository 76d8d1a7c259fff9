package week

var names = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// Day is a day of the week; it is a fmt.Stringer.
type Day int

// String gives the short name of the day.
func (d Day) String() string { return names[d] }

// Later gives the name of the day that many days after today.
func Later(today Day, days int) string {
	later := (today + Day(days)) % 7
	return later.String()
}
