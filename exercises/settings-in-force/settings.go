package settings

// Settings are the limits of the server.
type Settings struct {
	Workers int
	Retries int
}

var current = Settings{Workers: 4, Retries: 3}

// Current leads to the settings, so that tests can change them.
func Current() *Settings {
	return &current
}
