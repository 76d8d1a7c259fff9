// a map whose keys are compared and hashed over 64 KB, copied in a loop
package p

type K struct{ a, b, c, d [1 << 12]struct{ s string } }

func F(ks []K) map[K]K {
	m := map[K]K{}
	for _, k := range ks {
		m[k] = k
		defer func(k K) { recover() }(k)
	}
	return m
}
