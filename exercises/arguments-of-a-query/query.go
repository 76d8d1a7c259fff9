package query

import "strings"

// Query is a statement for a database, with what stands for its question marks.
type Query struct {
	Text      string
	Arguments []any
}

// Active narrows a query down to the users that are active, or to the others.
func Active(q Query, active bool) Query {
	q.Text = strings.TrimSpace(q.Text) + " AND active = ?"
	q.Arguments = append(q.Arguments, active)
	return q
}
