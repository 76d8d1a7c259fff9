package interfaces

import "strings"

// Pair is one line of a settings file.
type Pair struct {
	Key, Value string
}

// Codec knows how such lines are written.
type Codec interface {
	Decode(line string, into *Pair)
}

// Plain reads lines such as "port=8080".
type Plain struct{}

// Decode splits the line at the first equals sign.
func (Plain) Decode(line string, into *Pair) {
	into.Key, into.Value, _ = strings.Cut(line, "=")
}

// Read decodes a line in whatever way it is written.
func Read(codec Codec, line string) string {
	var pair Pair
	codec.Decode(line, &pair)
	return pair.Value
}

// ReadPlain decodes a plain line.
func ReadPlain(line string) string {
	var plain Pair
	var codec Codec = Plain{}
	codec.Decode(line, &plain)
	return plain.Value
}
