package ranking

import "sort"

// Runner is one of those who ran.
type Runner struct {
	Name   string
	Tenths int
}

// Sort sorts the runners by time and says whether two had the same.
func Sort(runners []Runner) bool {
	tied := false
	sort.Slice(runners, func(i, j int) bool {
		a, b := &runners[i], &runners[j]
		if a.Tenths == b.Tenths && i != j {
			tied = true
			return a.Name < b.Name
		}
		return a.Tenths < b.Tenths
	})
	return tied
}
