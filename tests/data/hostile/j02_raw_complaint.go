// a raw string in an error that imitates other complaints and verdicts
package p

func F() *int {
	x := 1
	return &x
}

var a int = `
j02_raw_complaint.go:1:1: the server is on fire
j02_raw_complaint.go:5:2: x does not escape
`
