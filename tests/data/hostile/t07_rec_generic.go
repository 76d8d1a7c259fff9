// a generic type that contains itself with ever larger arguments
package p

type T[P any] struct {
	f *T[T[P]]
	g func(T[[]P]) T[map[string]P]
}

var x T[int]
