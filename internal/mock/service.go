package mock

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/wire"
)

// Header marks every answer of the mock, so that nobody takes it for the real service.
const Header = "X-Slbconform-Mock"

// Options are what a Service may be told besides. The zero value is right for a real clock.
type Options struct {
	Now       func() time.Time // the service's clock; nil is time.Now
	ReadDelay time.Duration    // how long reads of a group lag behind its changes; 0 is not at all
}

// Service is the mock: an http.Handler with a state of its own. It is safe for concurrent use.
type Service struct {
	account *fixtures.Account
	answers *fixtures.Answers
	table   Table
	now     func() time.Time

	readDelay time.Duration

	mu    sync.Mutex
	state *state
	log   log
}

// New makes a service that begins with what the account says. Account, answers and table are shared with the
// caller and must not be altered while it runs; making one is cheap enough to do it for every scenario. The error
// names the answers that the table needs and nobody recorded.
func New(account *fixtures.Account, answers *fixtures.Answers, table Table, o Options) (*Service, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	var errs []error
	for _, r := range table.Rules {
		if _, err := answers.Find(Action, r.Outcome); err != nil {
			errs = append(errs, fmt.Errorf("rule %s: %w", r.ID, err))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return &Service{account: account, answers: answers, table: table, now: o.Now, readDelay: o.ReadDelay, state: newState(account, o.Now())}, nil
}

// Broke lists the ledger ids of all rules that a refused call broke in the stage that refused it, in the order of
// the table; none for a call that was not refused by a rule. Only the latest ten thousand refusals are known.
func (s *Service) Broke(requestID string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log.broke[requestID])
}

// ServeHTTP answers one call.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := readBody(r)
	if err != nil || len(body) > wire.MaxBody {
		http.Error(w, "the request's body cannot be read, or is longer than 4 MiB", http.StatusBadRequest)
		return
	}
	call := newCall(received(r, body), s.account, s.now())
	s.mu.Lock()
	answer := s.answer(call)
	s.mu.Unlock()
	s.write(w, answer)
}

func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	return io.ReadAll(io.LimitReader(r.Body, wire.MaxBody+1))
}

// received is the request as package wire reads it: header names in canonical form, the host in the URL.
func received(r *http.Request, body []byte) *wire.Request {
	header := r.Header
	if slices.ContainsFunc(names(header), notCanonical) {
		header = make(http.Header, len(r.Header))
		for name, values := range r.Header {
			for _, v := range values {
				header.Add(name, v)
			}
		}
	}
	u := *r.URL
	if r.Host != "" {
		u.Host = r.Host
	}
	return &wire.Request{Method: r.Method, URL: &u, Header: header, Body: body}
}

func names(h http.Header) []string {
	out := make([]string, 0, len(h))
	for name := range h {
		out = append(out, name)
	}
	return out
}

func notCanonical(name string) bool { return http.CanonicalHeaderKey(name) != name }

// maxLog bounds the memory of a served mock.
const maxLog = 10_000

// log remembers what refused calls broke, the latest ones.
type log struct {
	broke map[string][]string
	order []string
}

func (l *log) add(requestID string, broke []string) {
	if l.broke == nil {
		l.broke = map[string][]string{}
	}
	if len(l.order) >= maxLog {
		delete(l.broke, l.order[0])
		l.order = l.order[1:]
	}
	l.broke[requestID] = broke
	l.order = append(l.order, requestID)
}
