package outside

// Notice is put up for everybody to read.
type Notice struct {
	Text    string
	Readers int
}

var first = Notice{Text: "open from nine"}

var newest = &first

// Post puts up a notice.
func Post(text string) {
	n := Notice{Text: text}
	newest = &n
}

// Read leads to the newest notice.
func Read() *Notice {
	notice := newest
	notice.Readers++
	return notice
}
