package outside

var seen = make(map[string]bool)

// IsNew says whether a name comes for the first time.
func IsNew(name string) bool {
	if seen[name] {
		return false
	}
	seen[name] = true
	return true
}
