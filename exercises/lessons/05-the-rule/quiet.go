package rule

// Call is somebody who rings.
type Call struct {
	Number string
	Hour   int
}

const tracing = false

var traced *Call

// Late says whether somebody rings at night.
func Late(number string, hour int) bool {
	call := Call{Number: number, Hour: hour}
	if tracing {
		traced = &call
	}
	return call.Hour >= 22
}
