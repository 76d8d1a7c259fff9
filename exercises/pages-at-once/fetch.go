package fetch

import "sync"

// All gets every page at once; it adds up the bytes of all.
func All(urls []string, get func(url string) (int, error)) (int, error) {
	var group sync.WaitGroup
	var lock sync.Mutex
	var failed error
	bytes := 0
	for _, url := range urls {
		group.Go(func() {
			n, err := get(url)
			lock.Lock()
			defer lock.Unlock()
			if err != nil && failed == nil {
				failed = err
			}
			bytes += n
		})
	}
	group.Wait()
	return bytes, failed
}
