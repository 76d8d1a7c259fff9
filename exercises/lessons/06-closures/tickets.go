package closures

// Gate gives a function that lets a number of people in, and then nobody.
func Gate(seats int) func() bool {
	free := seats
	return func() bool {
		free--
		return free >= 0
	}
}

// Grown counts those who are at least of a certain age.
func Grown(ages []int, limit int) int {
	count := 0
	each(ages, func(age int) {
		if age >= limit {
			count++
		}
	})
	return count
}

func each(numbers []int, do func(int)) {
	for _, number := range numbers {
		do(number)
	}
}
