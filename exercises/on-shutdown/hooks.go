package server

type Pool struct{ open int }

func (p *Pool) Close() { p.open = 0 }

var onShutdown []func()

// Start opens a few connections and promises to close them.
func Start(connections int) int {
	pool := Pool{open: connections}
	onShutdown = append(onShutdown, pool.Close)
	return pool.open
}
