package gate

type Limiter struct {
	Allow func() bool
}

func NewLimiter(tokens int) Limiter {
	left := tokens
	allow := func() bool {
		left--
		return left >= 0
	}
	return Limiter{Allow: allow}
}
