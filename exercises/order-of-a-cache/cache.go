package cache

import "container/list"

// Page is a page that the cache holds.
type Page struct {
	Key  string
	Body []byte
}

// Cache knows which pages were used last.
type Cache struct {
	recent list.List
	bytes  int
}

// Add puts a page in front, and drops pages at the back until all fit.
func (c *Cache) Add(key string, body []byte) int {
	page := Page{Key: key, Body: body}
	p := &page
	c.bytes += len(p.Body)
	c.recent.PushFront(p)
	for c.bytes > 1<<20 {
		oldest := c.recent.Back()
		c.bytes -= len(oldest.Value.(*Page).Body)
		c.recent.Remove(oldest)
	}
	return c.bytes
}
