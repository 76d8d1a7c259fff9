package p

func big() byte {
	var a [11 << 20]byte // want a heap
	var b [64 << 10]byte // want b stack
	a[1], b[2] = 1, 2
	return a[0] + b[0]
}

type empty struct{}

var keep any // want keep static

func zero() {
	var e empty // want e heap
	keep = &e
	s := make([]int, 3) // want s stack
	m := map[string]int{} // want m stack
	c := make(chan int) // want c stack
	_, _, _ = s, m, c
}

func columns() { /* this comment is so long that what follows it stands beyond the last column that the compiler can print, which is column 254, so that it only says the line: all that it prints of the variables down here is a name and a line, no column at all ......... */ far := 1; keep = &far; near := 2; _ = near } // want far heap; near stack
