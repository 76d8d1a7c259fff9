package sessions

import "time"

var sessions = make(map[string]time.Time)

// Touch notes that a session is alive.
func Touch(id string, now time.Time) {
	sessions[id] = now
}

// Alive says whether a session was used during the last hour.
func Alive(id string, now time.Time) bool {
	return now.Sub(sessions[id]) < time.Hour
}
