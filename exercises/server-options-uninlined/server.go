package server

// Server is what the options change.
type Server struct {
	port    int
	timeout int
}

// Option changes one setting.
type Option func(*Server)

// WithPort sets the port.
func WithPort(port int) Option {
	return func(s *Server) { s.port = port }
}

// Address says where the server listens.
func Address(port int) int {
	server := Server{port: 80, timeout: 30}
	WithPort(port)(&server)
	return server.port
}
