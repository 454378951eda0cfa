package plan

import "fmt"

// UsageError is something a person asked for that cannot be meant.
type UsageError struct{ What string }

// Error says what is wrong.
func (e *UsageError) Error() string { return e.What }

// Usagef makes a *UsageError.
func Usagef(format string, args ...any) error {
	return &UsageError{What: fmt.Sprintf(format, args...)}
}
