package target

import "context"

type againKey struct{}

// WithAgain tells a transport whether a call is made by an attempt that is not the first: a look that is repeated, a call
// that is tried again.
func WithAgain(ctx context.Context, again bool) context.Context {
	return context.WithValue(ctx, againKey{}, again)
}

// IsAgain reports what WithAgain told.
func IsAgain(ctx context.Context) bool {
	again, _ := ctx.Value(againKey{}).(bool)
	return again
}
