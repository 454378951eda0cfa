package serve

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/nearest"
)

// ErrNoAction is wrapped by the error for an operation that the mock does not have.
var ErrNoAction = errors.New("the mock has no such operation")

// faults are refusals that a test has asked for. It is safe for concurrent use.
type faults struct {
	answers *fixtures.Answers

	mu   sync.Mutex
	next map[string][]string // action → outcomes, the next one first
}

// RefuseNext has the next call of an action refused with a recorded outcome, whatever the call is; asked for several
// times, so many calls. The error wraps ErrNoAction or fixtures.ErrNoAnswer and names what was meant.
func (s *Site) RefuseNext(action, outcome string) error {
	if known := mock.Actions(); !slices.Contains(known, action) {
		return fmt.Errorf("%w: %q%s", ErrNoAction, action, nearest.Hint(action, known))
	}
	if _, err := s.faults.answers.Find(action, outcome); err != nil {
		return err
	}
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.next[action] = append(s.faults.next[action], outcome)
	return nil
}

// before refuses what is to be refused, and leaves all other calls to next.
func (f *faults) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if action, outcome := f.take(r); outcome != "" {
			refuse(w, f.answers, action, outcome, nil)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (f *faults) take(r *http.Request) (action, outcome string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.next) == 0 {
		return "", ""
	}
	request, err := read(r)
	if err != nil {
		return "", ""
	}
	action = request.Action()
	waiting := f.next[action]
	if len(waiting) == 0 {
		return "", ""
	}
	if f.next[action] = waiting[1:]; len(waiting) == 1 {
		delete(f.next, action)
	}
	return action, waiting[0]
}
