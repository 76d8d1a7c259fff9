package server

// Entry is one line of the access log.
type Entry struct {
	Path   string
	Status int
}

// Logger writes entries somewhere.
type Logger interface{ Log(entry *Entry) }

// Lines counts entries, by status.
type Lines struct{ byStatus [600]int }

// Log counts the entry.
func (l *Lines) Log(entry *Entry) { l.byStatus[entry.Status]++ }

// Handle answers a request and logs it.
func Handle(path string, log Logger) int {
	entry := Entry{Path: path, Status: 200}
	if path == "" {
		entry.Status = 404
	}
	log.Log(&entry)
	return entry.Status
}
