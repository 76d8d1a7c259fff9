package sensor

import (
	"fmt"
	"io"
)

func Report(celsius int) {
	fmt.Fprintln(io.Discard, "temperature", 21, celsius)
}
