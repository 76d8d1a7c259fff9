// unsafe, spelled with an escape
package p

import "\x75nsafe"

func F(p *int) uintptr { return uintptr(unsafe.Pointer(p)) }
