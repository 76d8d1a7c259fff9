package audit

type Entry struct {
	User   string
	Action string
}

type Record struct {
	Number  int
	Payload any
}

func Note(out chan<- Record, number int, user, action string) {
	entry := Entry{User: user, Action: action}
	record := Record{Number: number, Payload: &entry}
	out <- record
}
