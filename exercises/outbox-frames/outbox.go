package outbox

// Outbox collects what is to be sent over the wire.
type Outbox struct {
	pending [][]byte
}

// Temperature queues one reading, with a check byte at the end.
func (o *Outbox) Temperature(sensor byte, celsius int16) {
	var packet [4]byte
	packet[0] = sensor
	packet[1] = byte(celsius >> 8)
	packet[2] = byte(celsius)
	packet[3] = packet[0] ^ packet[1] ^ packet[2]
	o.pending = append(o.pending, packet[:])
}
