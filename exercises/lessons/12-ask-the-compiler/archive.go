package ask

// Note is a short text.
type Note struct {
	Text  string
	Words int
}

var archive []*Note

// Keep puts a note into the archive.
func Keep(kept *Note) {
	archive = append(archive, kept)
}

// Length is the number of words in a note.
func Length(read *Note) int {
	return read.Words
}

// Thanks archives a note.
func Thanks() {
	thanks := Note{Text: "Thank you!", Words: 2}
	Keep(&thanks)
}

// Hello measures another one.
func Hello() int {
	hello := Note{Text: "Hello!", Words: 1}
	return Length(&hello)
}
