package tiles

// Statistics say how often each picture of a map was shown.
type Statistics struct {
	views map[string]int
}

// Views says how often one picture was shown.
func (s *Statistics) Views(layer, name string) int {
	key := layer + "/" + name
	return s.views[key]
}
