package cache

import (
	"slices"
	"time"
)

// Entry is a cached page.
type Entry struct {
	Key     string
	Page    []byte
	Expires time.Time
}

// Cache holds pages in the order in which they came.
type Cache struct {
	entries []Entry
}

func (e *Entry) fresh(now time.Time) bool {
	return now.Before(e.Expires)
}

// Find returns the entry for key, or nil when there is no fresh one.
func (c *Cache) Find(key string, now time.Time) *Entry {
	i := slices.IndexFunc(c.entries, func(e Entry) bool { return e.Key == key })
	if i < 0 {
		return nil
	}
	hit := c.entries[i]
	if !hit.fresh(now) {
		return nil
	}
	return &c.entries[i]
}
