package mutation

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

// BrokenServer is a server that is wrong as a whole. It stands between a client and the intact mock, on a real
// connection.
type BrokenServer struct {
	Name string
	Says string // what is wrong with it, in a sentence

	Expect reports.Verdict // of a run against it
	Below  reports.Verdict // of a run in which only the operation under test is served by it; "" where that shows nothing new

	answers     func(s *serving, w http.ResponseWriter, r *http.Request)
	unreachable bool // nobody listens
	remembers   bool // what it answers depends on the calls before
}

// RunBroken runs the scenarios of the rules that match against a broken server, each outline with one row: the server does
// not look at values. With an action, everything else is answered by the intact mock.
func RunBroken(ctx context.Context, s *run.Suite, intact target.MockConfig, b BrokenServer, action string, rules ...string) (*run.Result, error) {
	t, err := serve(intact, b, action)
	if err != nil {
		return nil, err
	}
	defer t.stop()
	filter := oneRowEach(s.Plan)
	filter.Rules = rules
	o := run.Options{Target: t, Filter: filter, Concurrency: 16, Timeout: time.Minute}
	if b.remembers {
		o.Concurrency = 1 // which answer was the first decides what is seen
	}
	return s.Run(ctx, o)
}

// oneRowEach chooses the last row of every outline, and every plain scenario.
func oneRowEach(p *plan.Plan) plan.Filter {
	row := map[string]string{}
	for _, s := range p.Scenarios {
		row[s.Rule+cmp.Or(s.Outline, s.Name)] = regexp.QuoteMeta(strings.ReplaceAll(s.Name, " ", "_"))
	}
	return plan.Filter{Run: "///^(" + strings.Join(slices.Sorted(maps.Values(row)), "|") + ")$"}
}

// serving is a broken server at work, and the target that leads to it.
type serving struct {
	target.Target // the mock, for all that is not a call
	broken        BrokenServer
	action        string // the only one that it gets wrong; "" is all
	intact        target.MockConfig
	server        *http.Server
	address       string
	transport     *http.Transport
	calls         atomic.Int64

	mu       sync.Mutex
	services map[string]http.RoundTripper // by session: the intact mock
	memory   map[string]captured          // the first answer of each operation
}

func serve(intact target.MockConfig, b BrokenServer, action string) (*serving, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("the broken server %q cannot listen: %w", b.Name, err)
	}
	s := &serving{
		Target: target.NewMock(intact), broken: b, action: action, intact: intact, address: listener.Addr().String(),
		transport: &http.Transport{MaxIdleConnsPerHost: 16},
		services:  map[string]http.RoundTripper{}, memory: map[string]captured{},
	}
	s.server = &http.Server{Handler: http.HandlerFunc(s.handle), ReadHeaderTimeout: time.Second}
	go s.server.Serve(listener) // ends with stop
	return s, nil
}

func (s *serving) stop() {
	s.transport.CloseIdleConnections()
	s.server.Close()
}

// Describe is the mock's, with more patience, for machines that are busy; but nobody wants to wait for a server that
// never answers.
func (s *serving) Describe() target.Description {
	d := s.Target.Describe()
	d.CallTimeout = 30 * time.Second
	if s.broken.Name == afterTheDeadline {
		d.CallTimeout = 25 * time.Millisecond
	}
	return d
}

const sessionHeader = "X-Mutation-Session"

// Open gives each scenario a mock of its own behind the one server.
func (s *serving) Open(ctx context.Context, scenario string) (*target.Session, error) {
	session, err := s.Target.Open(ctx, scenario)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := strconv.Itoa(len(s.services))
	s.services[id] = session.Transport
	session.Transport = &toServer{serving: s, session: id, intact: session.Transport}
	return session, nil
}

// toServer leads one session's requests to the server. They keep the host they were signed for.
type toServer struct {
	*serving
	session string
	intact  http.RoundTripper
}

// RoundTrip sends one request over the loopback, unless it is one that the server gets right.
func (t *toServer) RoundTrip(r *http.Request) (*http.Response, error) {
	if !t.misbehaves(r) {
		return t.intact.RoundTrip(r)
	}
	r = r.Clone(r.Context())
	host := r.URL.Host
	url := *r.URL
	url.Scheme, url.Host = "http", t.address
	if t.broken.unreachable {
		url.Host = "127.0.0.1:1"
	}
	r.URL, r.Host = &url, host
	r.Header.Set(sessionHeader, t.session)
	return t.transport.RoundTrip(r)
}

// misbehaves says whether a request is one of those that the server gets wrong.
func (s *serving) misbehaves(r *http.Request) bool {
	if s.action == "" {
		return true
	}
	read, err := wire.ReadRequest(r)
	return err == nil && read.Action() == s.action
}

func (s *serving) handle(w http.ResponseWriter, r *http.Request) {
	s.broken.answers(s, w, r)
}
