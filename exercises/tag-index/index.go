package index

// Tag is a word and how often it was used.
type Tag struct {
	Word  string
	Count int
}

// Index finds tags by word.
type Index struct {
	first  *Tag
	byWord map[string]*Tag
}

// Add puts a word into the index.
func (x *Index) Add(word string) int {
	tag := Tag{Word: word}
	p := &tag
	p.Count = 1
	if known := x.byWord[word]; known != nil {
		p = known
		p.Count++
	}
	x.byWord[word] = p
	return p.Count
}
