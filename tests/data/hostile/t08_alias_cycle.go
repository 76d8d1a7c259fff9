// aliases that name each other
package p

type A = B
type B = []C
type C = map[string]A

var x A
