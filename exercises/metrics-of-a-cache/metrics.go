package metrics

// Counter counts hits and misses of one cache.
type Counter struct {
	Name         string
	Hits, Misses int
}

var registry []*Counter

func (c *Counter) reset()         { c.Hits, c.Misses = 0, 0 }
func busy(c *Counter) bool        { return c.Hits+c.Misses > 1000 }
func expose(c *Counter)           { registry = append(registry, c) }
func rename(c *Counter, s string) { c.Name = s }

// Open makes the counter of a cache and says whether it is busy.
func Open(name string, hits int) bool {
	counter := Counter{Hits: hits}
	c := &counter
	rename(c, name)
	expose(c)
	if hits < 0 {
		c.reset()
	}
	return busy(&counter)
}
