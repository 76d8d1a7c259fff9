package banner

import (
	"strings"
	"sync"
)

// Print repeats the banner in front of the first line only.
func Print(lines []string, banner string) string {
	var out strings.Builder
	var once sync.Once
	for _, line := range lines {
		once.Do(func() { out.WriteString(banner + "\n") })
		out.WriteString(line + "\n")
	}
	return out.String()
}
