package mutation

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
)

// BrokenServer is a server that is wrong as a whole. It stands between a client and the intact mock.
type BrokenServer struct {
	Name string
	Says string // what is wrong with it, in a sentence

	Expect reports.Verdict // of a run against it
	Below  reports.Verdict // of a run in which only the operation under test is served by it; "" where that shows nothing new

	answers   behaviour
	patience  time.Duration // of a caller; 0 is that of the mock's
	remembers bool          // what it answers depends on the calls before
}

// RunBroken runs the scenarios of the rules that match against a broken server, each outline with one row: the server does
// not look at values. With an action, everything else is answered by the intact mock.
func RunBroken(ctx context.Context, s *run.Suite, intact mocktarget.Config, b BrokenServer, action string, rules ...string) (*run.Result, error) {
	filter := oneRowEach(s.Plan)
	filter.Rules = rules
	t := &brokenTarget{Target: mocktarget.New(intact), broken: b, action: action, memory: map[string]*wire.Answer{}}
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

// brokenTarget is a broken server at work.
type brokenTarget struct {
	target.Target // the mock, for all that is not a call
	broken        BrokenServer
	action        string // the only one that it gets wrong; "" is all
	calls         atomic.Int64

	mu     sync.Mutex
	memory map[string]*wire.Answer // the first success of each operation
}

// Describe is the mock's, but nobody wants to wait long for a server that never answers.
func (t *brokenTarget) Describe() target.Description {
	d := t.Target.Describe()
	d.CallTimeout = cmp.Or(t.broken.patience, d.CallTimeout)
	return d
}

// Open gives each scenario a mock of its own behind the one server.
func (t *brokenTarget) Open(ctx context.Context, scenario string) (*target.Session, error) {
	session, err := t.Target.Open(ctx, scenario)
	if err != nil {
		return nil, err
	}
	session.Transport = &conversation{brokenTarget: t, intact: session.Transport}
	return session, nil
}

// conversation is what the server has with one scenario.
type conversation struct {
	*brokenTarget
	intact http.RoundTripper
	turns  atomic.Int64
}

// RoundTrip sends a request to the server, unless it is one that it gets right.
func (c *conversation) RoundTrip(r *http.Request) (*http.Response, error) {
	if c.action != "" && actionOf(r) != c.action {
		return c.intact.RoundTrip(r)
	}
	return c.broken.answers(c, r)
}

// right is what the intact mock answers.
func (c *conversation) right(r *http.Request) (*wire.Answer, error) {
	answer, err := c.intact.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	return received(answer)
}

// actionOf is the action that a request names; "" of one that cannot be read.
func actionOf(r *http.Request) string {
	read, err := wire.ReadRequest(r)
	if err != nil {
		return ""
	}
	return read.Action()
}
