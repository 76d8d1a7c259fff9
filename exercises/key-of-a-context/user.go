package user

import "context"

type userKey struct{}

// With gives a context that knows who sent the request.
func With(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, userKey{}, name)
}

// Name says who sent the request; empty if nobody logged in.
func Name(ctx context.Context) string {
	name, _ := ctx.Value(userKey{}).(string)
	return name
}
