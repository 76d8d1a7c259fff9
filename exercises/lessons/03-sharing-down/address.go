package sharing

import "strconv"

// Config says where a server listens.
type Config struct {
	Host string
	Port int
}

// Address gives the address for a host on the usual port.
func Address(host string) string {
	cfg := Config{Host: host}
	fill(&cfg)
	return cfg.Host + ":" + strconv.Itoa(cfg.Port)
}

func fill(c *Config) {
	if c.Port == 0 {
		c.Port = 8080
	}
}
