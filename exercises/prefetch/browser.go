package browser

// Prefetch asks for the pages that may be opened next.
func Prefetch(links []string, fetch func(url string)) int {
	for _, link := range links {
		go func() {
			fetch(link)
		}()
	}
	return len(links)
}
