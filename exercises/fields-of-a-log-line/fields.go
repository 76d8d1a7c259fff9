package log

// Fields are what a log line carries: names and values in turn.
func Fields(host string, level byte) []any {
	fields := make([]any, 0, 4)
	if host != "" {
		fields = append(fields, "host", host)
	}
	return append(fields, "level", level)
}
