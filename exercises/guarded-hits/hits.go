package hits

import "sync"

// Count calls count for every word of the pages, never twice at once.
func Count(pages [][]string, count func(string)) {
	var mutex sync.Mutex
	for _, page := range pages {
		for _, word := range page {
			mutex.Lock()
			count(word)
			mutex.Unlock()
		}
	}
}
