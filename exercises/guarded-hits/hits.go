package hits

import "sync"

// Count adds up the words of several pages at the same time.
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
