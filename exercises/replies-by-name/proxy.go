package proxy

type Reply struct {
	Status int
	Body   []byte
}

func Errors(name string, status int) map[string]*Reply {
	var text [3]byte
	text[0] = byte('0' + status/100)
	text[1] = byte('0' + status/10%10)
	text[2] = byte('0' + status%10)
	reply := Reply{Status: status, Body: text[:]}
	return map[string]*Reply{name: &reply}
}
