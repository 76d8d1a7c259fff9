package outbox

// Outbox collects what is to be sent over the wire.
type Outbox struct {
	pending [][]byte
}

// Temperature queues one reading, with a check byte at the end.
func (o *Outbox) Temperature(sensor byte, celsius int16) {
	var frame [4]byte
	frame[0] = sensor
	frame[1] = byte(celsius >> 8)
	frame[2] = byte(celsius)
	frame[3] = frame[0] ^ frame[1] ^ frame[2]
	o.pending = append(o.pending, frame[:])
}
