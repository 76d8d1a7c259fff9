package chat

import (
	"io"
	"net"
)

type session struct {
	conn net.Conn
	sent int64
}

func (s *session) echo() {
	s.sent, _ = io.Copy(s.conn, s.conn)
	s.conn.Close()
}

// Serve answers everybody who calls.
func Serve(door net.Listener) error {
	for {
		conn, err := door.Accept()
		if err != nil {
			return err
		}
		s := session{conn: conn}
		go s.echo()
	}
}
