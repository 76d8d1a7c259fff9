package cache

// Entry counts how often a page was asked for.
type Entry struct {
	Page string
	Hits int
}

// Cache holds the entries in the order in which they were made.
type Cache struct {
	entries []Entry
}

// Add makes an entry. Whoever gets it counts in it from then on.
func (c *Cache) Add(page string) *Entry {
	entry := Entry{Page: page}
	c.entries = append(c.entries, entry)
	return &c.entries[len(c.entries)-1]
}

// Busiest gives the most hits that any page has.
func (c *Cache) Busiest() int {
	most := 0
	for _, entry := range c.entries {
		most = max(most, entry.Hits)
	}
	return most
}
