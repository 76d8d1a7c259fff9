package relay

import (
	"encoding/json"
	"io"
)

// Config is what the operator may set.
type Config struct {
	Host string
	Port int
}

func (c *Config) defaults() { c.Host, c.Port = "localhost", 25 }

func valid(c *Config) bool { return c.Host != "" && c.Port > 0 }

// Load reads the settings of a mail relay.
func Load(r io.Reader) (string, bool) {
	var config Config
	config.defaults()
	decoder := json.NewDecoder(r)
	if decoder.Decode(&config) != nil {
		return "", false
	}
	ok := valid(&config)
	return config.Host, ok
}
