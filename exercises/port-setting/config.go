package config

import "encoding/json"

type Config struct {
	Port  int
	Debug bool
}

// Port reads one number out of a settings file.
func Port(text []byte) (int, error) {
	var config Config
	if err := json.Unmarshal(text, &config); err != nil {
		return 0, err
	}
	return config.Port, nil
}
