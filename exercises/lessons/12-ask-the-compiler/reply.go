package ask

import "strings"

// Reply is the answer to a letter.
type Reply struct {
	Text  string
	Words int
}

// Answer writes a reply.
func Answer(name, text string) *Reply {
	reply := Reply{Text: "Dear " + name + ", " + text}
	draft := &reply
	draft.Words = len(strings.Fields(draft.Text))
	return draft
}
