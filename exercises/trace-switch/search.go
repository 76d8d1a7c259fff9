package search

import "strings"

// Query is a search as the user typed it.
type Query struct {
	Words []string
	Limit int
}

var tracing = false

var lastTraced *Query

// Count says how many words of the text are searched for.
func Count(text string, limit int) int {
	q := Query{Words: strings.Fields(text), Limit: limit}
	if tracing {
		lastTraced = &q
	}
	return min(len(q.Words), q.Limit)
}
