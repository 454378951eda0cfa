package target

import "context"

type againKey struct{}

// WithAgain tells a transport whether a call is a repetition: a reading that is repeated, or a call that is tried again.
func WithAgain(ctx context.Context, again bool) context.Context {
	return context.WithValue(ctx, againKey{}, again)
}

// IsAgain reports whether WithAgain marked the call as a repetition.
func IsAgain(ctx context.Context) bool {
	again, _ := ctx.Value(againKey{}).(bool)
	return again
}
