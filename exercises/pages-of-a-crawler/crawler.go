package crawler

// Page is what was found under an address.
type Page struct {
	URL   string
	Words int
}

// Found goes to the indexer.
type Found struct {
	Page  *Page
	Depth int
}

// Visit reports one page and says how many words it has.
func Visit(url, text string, depth int, out chan<- Found) int {
	page := Page{URL: url}
	words := &page.Words
	for _, r := range text {
		if r == ' ' {
			*words++
		}
	}
	found := Found{Page: &page, Depth: depth}
	if found.Page.Words > 0 {
		out <- found
	}
	return *words
}
