package mock

import (
	"embed"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/textfs"
	"github.com/slbconform/slbconform/internal/wire"
)

// Service is the mock: an http.Handler with a state of its own. It is safe for concurrent use.
type Service struct {
	account *fixtures.Account
	answers *fixtures.Answers
	table   func() *indexed
	options Options

	mu    sync.Mutex
	state *state
	log   log
}

// New makes a service whose state begins as the account says. Account, answers and table are shared with the caller and must
// not be changed while it runs. The error names the answers that the table needs and that are not recorded.
func New(account *fixtures.Account, answers *fixtures.Answers, table Table, o Options) (*Service, error) {
	if err := Recorded(table, answers); err != nil {
		return nil, err
	}
	held := &indexed{Table: table}
	return begin(account, answers, func() *indexed { return held }, o), nil
}

// Start is New with the table of Rules, without the check that its answers are recorded. So that a mock starts at once, the
// table is made at the first call; all services that Start makes share it.
func Start(account *fixtures.Account, answers *fixtures.Answers, o Options) *Service {
	return begin(account, answers, ofRules, o)
}

var ofRules = sync.OnceValue(func() *indexed { return &indexed{Table: Rules()} })

func begin(account *fixtures.Account, answers *fixtures.Answers, table func() *indexed, o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Service{account: account, answers: answers, table: table, options: o, state: newState(account, o.Now())}
}

// Fresh makes a service like this one, with a new state that begins as the account says.
func (s *Service) Fresh() *Service {
	return begin(s.playing(), s.answers, s.table, s.options)
}

// Broke lists the full ids of all rules that a refused call broke in the stage that refused it, in the order of the
// table; none for a call that was not refused by a rule of a ledger. Only the latest ten thousand refusals are known.
func (s *Service) Broke(requestID string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log.of[requestID].broke)
}

// Why says why a call was refused by a rule that no ledger has; "" for every other call. Only the latest ten thousand refusals
// are known.
func (s *Service) Why(requestID string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.of[requestID].why
}

// ServeHTTP answers one call.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Body != nil {
		r.Body = http.MaxBytesReader(w, r.Body, wire.MaxBody)
	}
	request, err := wire.ReadRequest(r)
	if err != nil {
		http.Error(w, "the request's body cannot be read, or is longer than 4 MiB", http.StatusBadRequest)
		return
	}
	s.Serve(w, request)
}

// Serve answers one call that was read before.
func (s *Service) Serve(w http.ResponseWriter, r *wire.Request) {
	call := s.newCall(r)
	s.mu.Lock()
	answer := s.answer(call)
	s.mu.Unlock()
	s.write(w, call, answer)
}

// Play replaces the account by one that extends it: its servers and credentials count from now on. Its load balancers and
// groups do not: those were copied into the state when the service began.
func (s *Service) Play(a *fixtures.Account) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account = a
}

func (s *Service) playing() *fixtures.Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.account
}

// BackendServers are the present backend servers of a group; false for a group that does not exist.
func (s *Service) BackendServers(group string) ([]BackendServer, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.state.groups[group]
	if g == nil {
		return nil, false
	}
	return slices.Clone(g.servers), true
}

//go:embed *.go
var embedded embed.FS

// Sources are the Go files of this package. Their hash says for which version of the mock the figures of a proof are.
var Sources = textfs.New(embedded)
