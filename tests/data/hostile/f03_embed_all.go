// go:embed of all that lies beside the file
package p

import "embed"

//go:embed *
var S embed.FS
