package closures

// Till adds up the sales of a day; the sum is reported at the end.
func Till(sales []int, report func(int)) {
	sum := 0
	defer func() { report(sum) }()
	for _, sale := range sales {
		sum += sale
	}
}

// Tills adds up several days; their sums are reported when all are over.
func Tills(days [][]int, report func(int)) {
	for _, day := range days {
		total := 0
		defer func() { report(total) }()
		for _, sale := range day {
			total += sale
		}
	}
}
