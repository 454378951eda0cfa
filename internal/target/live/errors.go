package live

import "errors"

var (
	// ErrNoCredentials: none of the places that hold credentials has any that can be used.
	ErrNoCredentials = errors.New("no credentials")
	// ErrNoAnswer: no complete answer of the service arrived.
	ErrNoAnswer = errors.New("no answer of the service")
	// ErrNotAllowed: the inventory does not allow a run in this account or region.
	ErrNotAllowed = errors.New("not allowed by the inventory")
	// ErrClock: the clock of this machine is too far from the service's.
	ErrClock = errors.New("the clocks differ")
	// ErrAttached: a server is attached as often as it may be, and nothing was removed in time.
	ErrAttached = errors.New("a server is attached as often as it may be")
	// ErrUnhealthy: the service failed so often in a row that no more calls are made.
	ErrUnhealthy = errors.New("the target is unhealthy")
)
