package call

// Reply is what a server answered.
type Reply struct {
	Code int
	Text string
}

func retry(times int, try func() bool) {
	for range times {
		if try() {
			return
		}
	}
}

// Ask asks a server up to three times and gives its last words.
func Ask(server func() (int, string)) string {
	last := Reply{Text: "no answer"}
	retry(3, func() bool {
		code, text := server()
		reply := Reply{Code: code, Text: text}
		last = reply
		return reply.Code < 500
	})
	return last.Text
}
