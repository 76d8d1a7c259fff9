// escapes of the terminal and of direction in constants that errors quote
package p

const c = "\x1b[2J\x1b]0;title\x07\u202e\u2066<script>\x00"

var a int = c
var b int = "\r\nj04_ansi_constant.go:1:1: fake"
var d map[string]int = map[string]int{c: 1, c: 2}
