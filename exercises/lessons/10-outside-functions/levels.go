package outside

var levels = [3]string{"debug", "info", "error"}

// Level names the level of a log line, from 0 to 2.
func Level(number int) string {
	name := &levels[number]
	return *name
}
