package retry

import "time"

// Policy says how long to wait before the next try.
type Policy interface {
	Wait(try *int) time.Duration
}

// Total adds up the waits of so many tries.
func Total(p Policy, tries int) time.Duration {
	var sum time.Duration
	for next := 0; next < tries; {
		sum += p.Wait(&next)
	}
	return sum
}
