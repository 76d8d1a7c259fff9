package crawl

// Stats says what a crawl has seen so far.
type Stats struct {
	Pages, Failed int
	Longest       string
}

// shown is the number that the status line shows.
var shown *int

// Crawl visits the pages and says how many of them failed.
func Crawl(pages []string, visit func(page string) error) int {
	var stats Stats
	shown = &stats.Pages
	for _, page := range pages {
		stats.Pages++
		if len(page) > len(stats.Longest) {
			stats.Longest = page
		}
		if visit(page) != nil {
			stats.Failed++
		}
	}
	return stats.Failed
}
