package capture

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// session answers one scenario from its cassette, in the order of the capture among equal calls.
type session struct {
	replay *Replay
	clock  *retry.Virtual
	nonces map[string]bool
	own    []*recording

	mu     sync.Mutex
	used   map[*recording]bool
	missed bool
	asks   int // whether groups are read back as they are
}

// RoundTrip answers a call with what was captured for it. The error is the captured fault, or wraps errMiss and
// wire.ErrHarness.
func (s *session) RoundTrip(req *http.Request) (*http.Response, error) {
	request, err := wire.ReadRequest(req)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := callOf(request, s.replay.ring.signing(request, time.Now(), s.nonces))
	found := s.find(asked, target.IsAgain(req.Context()))
	if found == nil && s.replay.capture.Unfinished != "" && asked.Action == "DeleteLoadBalancer" {
		return nil, &faultError{kind: faultNotSent, says: "the captured run did not come to removing what its scenarios share"}
	}
	if found == nil {
		s.missed = true
		return nil, fmt.Errorf("%w: %w: %s: %s", wire.ErrHarness, errMiss, asked.Action, explain(asked, append(s.replay.capture.shared, s.own...)))
	}
	s.used[found] = true
	_ = s.clock.Sleep(req.Context(), found.Response.Duration)
	return found.answer(s.replay.first(found))
}

// find is the first equal recording that was not used yet: of the scenario's own, then of those that the run shared, then
// one that may be used again. A repeated attempt is answered by the recording of a repeated attempt, and never by that of
// a later call, which is kept for that call.
func (s *session) find(asked call, again bool) *recording {
	equal := s.equal(asked)
	last := -1
	for i, r := range equal {
		if s.used[r] {
			last = i
		} else if !again && !r.again() {
			return r
		}
	}
	if next := last + 1; next < len(equal) && (last < 0 || equal[next].again()) {
		if again {
			return equal[next]
		}
		last = len(equal) - 1 // the run needed more attempts than the replay: their last answer counts
	}
	if last < 0 || s.used[equal[last]] && !s.repeats(equal[last]) {
		return nil
	}
	return equal[last]
}

// misled counts the scenario's questions whether reading a group can mislead, and answers as in the captured run.
func (s *session) misled(from int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asks++
	return from > 0 && s.asks >= from
}

// equal are the recordings of a call, the scenario's own first.
func (s *session) equal(asked call) []*recording {
	var out []*recording
	for _, r := range append(slices.Clone(s.own), s.replay.capture.shared...) {
		if asked.same(r.call) {
			out = append(out, r)
		}
	}
	return out
}

func (r *recording) again() bool { return r.Request.Headers.Get(againHeader) != "" }

// repeats reports whether the last answer to a call may be used again. A replay waits less than the run did, so it may
// make more attempts: a reading answers the same again, and what was refused is refused again.
func (s *session) repeats(r *recording) bool {
	return s.replay.actions[r.call.Action].Does == wire.Reads || r.Response.Code/100 != 2 || r.Response.Headers[faultHeader] != nil
}

// unused is an error for the calls of the cassette that were not made, which shows that the scenario has changed since.
// Calls that the run only repeated need not be repeated. After a miss it is nil: the miss was an error already.
func (s *session) unused() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.missed {
		return nil
	}
	var errs []error
	for _, r := range s.own {
		if !s.used[r] && !s.repeated(r) {
			errs = append(errs, fmt.Errorf("%w: call %d of %s, %s", ErrUnused, r.number, r.file, r.call.Action))
		}
	}
	return errors.Join(errs...)
}

func (s *session) repeated(r *recording) bool {
	return slices.ContainsFunc(s.own, func(other *recording) bool {
		return s.used[other] && s.repeats(other) && other.call.same(r.call)
	})
}

// answer is the recorded answer as a client gets it, or the recorded fault.
func (r *recording) answer(first bool) (*http.Response, error) {
	response, err := r.GetHTTPResponse()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: call %d: %w", wire.ErrHarness, r.file, r.number, err)
	}
	response.Header = response.Header.Clone()
	response.Header.Del(faultHeader)
	if !first {
		response.Header.Set(target.RepeatHeader, "1")
	}
	fault := r.fault()
	if fault == nil {
		return response, nil
	}
	if fault.kind != faultCut {
		return nil, fault
	}
	response.Body = wire.BodyOf([]byte(r.Response.Body), fault)
	return response, nil
}

func (r *recording) fault() *faultError {
	says := r.Response.Headers[faultHeader]
	if len(says) != 2 {
		return nil
	}
	return &faultError{kind: says[0], says: says[1]}
}

// faultError is a fault as it was captured.
type faultError struct{ kind, says string }

// Error says what the captured fault said.
func (e *faultError) Error() string { return e.says }

// Is matches the errors that verdicts look for, as the captured fault did.
func (e *faultError) Is(to error) bool {
	return e.kind == faultNotSent && to == wire.ErrNotSent || e.kind == faultHarness && to == wire.ErrHarness
}
