// go:generate
package p

//go:generate sh -c "touch /tmp/generated"
func F() {}
