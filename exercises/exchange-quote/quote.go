package exchange

import (
	"strings"
	"sync"
)

type Rate struct{ Cents int }

func Quote(amount int) string {
	rate := new(Rate)
	rates := map[string]*Rate{"EUR": rate}
	var mu sync.Mutex
	var line strings.Builder
	mu.Lock()
	rates["EUR"].Cents = 108
	mu.Unlock()
	line.WriteString("EUR ")
	for range amount * rate.Cents / 100 {
		line.WriteByte('|')
	}
	return line.String()
}
