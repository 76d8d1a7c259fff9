package closures

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
