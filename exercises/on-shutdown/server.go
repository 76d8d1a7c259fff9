package server

type Pool struct{ open int }

func (p *Pool) Close() { p.open = 0 }

var shutdown func() // also called when the server is told to stop

// Drill opens a few connections, closes them, and says how many are left.
func Drill(connections int) int {
	pool := Pool{open: connections}
	shutdown = pool.Close
	shutdown()
	return pool.open
}
