package radio

// Frame is what goes on the air at once.
type Frame [32]byte

// Radio sends messages; last is a frame with room for one more.
type Radio struct{ last *Frame }

// Send puts a message into a frame and gives its checksum.
func (r *Radio) Send(message string) byte {
	var frame Frame
	var sum byte
	for i := range min(len(message), len(frame)) {
		frame[i] = message[i]
		sum ^= frame[i]
	}
	if len(frame) > 64 {
		r.last = &frame
	}
	return sum
}
