package sharingup

// Message is one line of text.
type Message struct {
	Text string
}

// Inbox remembers the newest message.
type Inbox struct {
	newest *Message
}

// Receive puts a message into the inbox.
func (i *Inbox) Receive(text string) {
	m := Message{Text: text}
	i.newest = &m
}
