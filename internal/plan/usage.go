package plan

import "fmt"

// UsageError is the error for a flag, an environment variable or an inventory that is wrong.
type UsageError struct{ What string }

// Error says what is wrong.
func (e *UsageError) Error() string { return e.What }

// Usagef makes a *UsageError.
func Usagef(format string, args ...any) error {
	return &UsageError{What: fmt.Sprintf(format, args...)}
}
