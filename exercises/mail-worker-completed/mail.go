package mail

import "strings"

// Greet writes to everybody at the same time.
func Greet(names []string, send func(address, text string)) {
	for _, name := range names {
		address := strings.ToLower(name)
		go func() {
			address += "@example.org"
			send(address, "Dear "+name)
		}()
	}
}
