package settings

// Settings are the limits of the server.
type Settings struct {
	Workers int
	Retries int
}

// Current leads to the settings, so that tests can change them.
func Current() *Settings {
	current := Settings{Workers: 4, Retries: 3}
	return &current
}
