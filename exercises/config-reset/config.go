package config

// Limits are the limits of one user.
type Limits struct{ Requests, Bytes int }

// Reset goes back to what is allowed by default.
func (l *Limits) Reset() { *l = Limits{Requests: 100, Bytes: 1 << 20} }

// Fresh gives the default of any kind of settings.
func Fresh[T any, P interface {
	*T
	Reset()
}]() T {
	var settings T
	P(&settings).Reset()
	return settings
}

var standard = Fresh[Limits]()
