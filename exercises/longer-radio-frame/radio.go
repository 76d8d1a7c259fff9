package radio

// Frame is what goes on the air at once.
type Frame [96]byte

// spare keeps the last frame that has room for a second message.
var spare *Frame

// Send puts a message into a frame and gives its checksum.
func Send(message string) byte {
	var frame Frame
	var sum byte
	for i := range min(len(message), len(frame)) {
		frame[i] = message[i]
		sum ^= frame[i]
	}
	if len(frame) > 64 {
		spare = &frame
	}
	return sum
}
