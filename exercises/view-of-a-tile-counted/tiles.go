package tiles

// Statistics say how often each picture of a map was shown.
type Statistics struct {
	views map[string]int
}

// Views says how often one picture was shown, this time included.
func (s *Statistics) Views(layer, name string) int {
	key := layer + "/" + name
	s.views[key]++
	return s.views[key]
}
