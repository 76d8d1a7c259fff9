package settings

// Defaults gives the numbers that an operator may change while it runs.
func Defaults() map[string]*int {
	port, limit := 8080, 100
	return map[string]*int{
		"port":  &port,
		"limit": &limit,
	}
}
