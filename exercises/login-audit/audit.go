package audit

// Entry is one line of the audit log.
type Entry struct {
	User   string
	Failed int
}

var recent []*Entry

// Note counts a failed login, and keeps the entry if it is worth a look.
func Note(user string, failed int) int {
	entry := Entry{User: user, Failed: failed}
	e := &entry
	e.Failed++
	if e.Failed > 3 {
		recent = append(recent, e)
	}
	return e.Failed
}
