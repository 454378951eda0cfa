package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// ErrUnmarked is the error of a call that would create something without the mark of the run: nobody could tell
// later whose it is. The call was not sent; it is a mistake of the harness.
var ErrUnmarked = errors.New("the call would create something without the run's mark")

const (
	createLoadBalancer = "CreateLoadBalancer"
	groupKind          = "vServer group"
)

// creation says how an action creates something and how another removes it.
type creation struct {
	kind   string // as a journal names it
	named  string // the parameter with its name
	id     string // the member of the answer, and the parameter of the removal, with its id
	parent string // the parameter with what it belongs to; "" for none
	remove string // the action that removes it
	tagged bool   // it takes tags
}

func creations() map[string]creation {
	const lb = "LoadBalancerId"
	return map[string]creation{
		createLoadBalancer:             {"load balancer", "LoadBalancerName", lb, "", "DeleteLoadBalancer", true},
		"CreateVServerGroup":           {groupKind, "VServerGroupName", groupParam, lb, "DeleteVServerGroup", true},
		"CreateMasterSlaveServerGroup": {"server group", "MasterSlaveServerGroupName", "MasterSlaveServerGroupId", lb, "DeleteMasterSlaveServerGroup", false},
	}
}

// ToCreate is how many things of each kind so many calls of each action create.
func ToCreate(calls map[string]int) map[string]int {
	kinds := map[string]int{}
	for action, c := range creations() {
		kinds[c.kind] += calls[action]
	}
	return kinds
}

// transport is the only way of a run to the network: it keeps the limits, writes the journal before and after
// whatever creates or removes, and sees every answer.
type transport struct {
	next     http.RoundTripper
	run      target.Run
	endpoint string
	region   string
	meter    *meter
	journal  *Journal
	attached *attachments
	health   *health
	observe  func(*wire.Exchange)
	changed  *changed
	closing  bool        // it only takes back what was done: whatever the disk says, the calls are sent
	reader   func() *API // makes the calls that the transport itself needs, by way of the transport
}

// RoundTrip sends one call, or says why it may not be sent.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	var kept *wire.Exchange
	checks := &checkedTransport{transport: t}
	recorder := wire.Recorder{Next: checks, Keep: func(x *wire.Exchange) { kept = x }}
	resp, err := recorder.RoundTrip(req)
	if !checks.passed {
		return nil, err
	}
	t.observe(kept)
	t.attached.settle(kept)
	if writeErr := t.settle(kept); writeErr != nil {
		return nil, errors.Join(err, writeErr)
	}
	return resp, err
}

// checkedTransport holds, when all of a call has been read, that it may be sent.
type checkedTransport struct {
	*transport
	passed bool
}

func (c *checkedTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	request, err := wire.ReadRequest(req)
	if err != nil {
		return nil, err
	}
	for _, may := range []func(context.Context, *wire.Request) error{c.marked, c.foreign, c.admit, c.intend} {
		if err := may(req.Context(), request); err != nil {
			return nil, fmt.Errorf("%w: %w", wire.ErrNotSent, err)
		}
	}
	c.passed = true
	return c.next.RoundTrip(once(req))
}

// once keeps net/http from sending a GET again on its own when a kept connection breaks: the second would carry the
// nonce of the first, and be refused for it. A request with a body that cannot be had twice is not repeated.
func once(req *http.Request) *http.Request {
	if req.Method != http.MethodGet { // nothing else is sent again; and a POST would become chunked
		return req
	}
	out := req.Clone(req.Context())
	out.Body, out.GetBody = io.NopCloser(strings.NewReader("")), nil
	return out
}

// marked returns ErrUnmarked for a call that would create something under a name that is not the run's, or without the
// tag that a sweep looks for. What belongs to a load balancer of the run goes with it, and needs no mark.
func (t *transport) marked(_ context.Context, r *wire.Request) error {
	c, creates := creations()[r.Action()]
	if !creates {
		return nil
	}
	params := r.Params()
	if c.parent != "" && t.journal.made(params.Get(c.parent)) {
		return nil
	}
	name := params.Get(c.named)
	tag := map[string]string{params.Get("Tag.1.Key"): params.Get("Tag.1.Value")}
	if !c.tagged {
		tag = map[string]string{target.MarkTag: name}
	}
	if run, _, ok := ofRun(name, tag); !ok || run != t.run {
		return fmt.Errorf("%w: %w: %s %q, tagged %v", wire.ErrHarness, ErrUnmarked, c.named, name, tag)
	}
	return nil
}

// intend writes down what a call is about to create.
func (t *transport) intend(_ context.Context, r *wire.Request) error {
	c, creates := creations()[r.Action()]
	if !creates {
		return nil
	}
	params := r.Params()
	name := params.Get(c.named)
	return t.journal.Write(t.entry(Intended, c.kind, Entry{Name: name, Parent: params.Get(c.parent), Endpoint: t.endpoint, Region: t.region}))
}

// admit waits until a call may be sent, or says why it may not. Clean-up always may.
func (t *transport) admit(ctx context.Context, r *wire.Request) error {
	action := r.Action()
	if strings.HasPrefix(action, "Delete") || strings.HasPrefix(action, "Remove") {
		return t.meter.pause(ctx, action)
	}
	if err := t.health.check(); err != nil {
		return err
	}
	if err := t.attached.reserve(ctx, r); err != nil {
		return err
	}
	return t.meter.admit(ctx, action, r.Params().Get("ClientToken"), time.Now())
}

// settle writes down what became of a creation or a removal. A lost answer settles nothing.
func (t *transport) settle(x *wire.Exchange) error {
	if !x.Complete() || x.Answer.Status >= 500 {
		return nil
	}
	params := x.Request.Params()
	for action, c := range creations() {
		switch x.Action {
		case action:
			return t.settleCreation(c, x, params.Get(c.parent))
		case c.remove:
			if x.Succeeded() {
				return t.journal.Write(t.entry(Removed, c.kind, Entry{ID: params.Get(c.id)}))
			}
			return nil
		}
	}
	return nil
}

func (t *transport) settleCreation(c creation, x *wire.Exchange, parent string) error {
	if !x.Succeeded() {
		return t.journal.Write(t.entry(Refused, c.kind, Entry{Parent: parent}))
	}
	var answer map[string]any
	if json.Unmarshal(x.Answer.Body, &answer) != nil {
		return nil
	}
	id, _ := answer[c.id].(string)
	if id == "" {
		return nil
	}
	return t.journal.Write(t.entry(Created, c.kind, Entry{ID: id, Parent: parent}))
}

func (t *transport) entry(did, kind string, e Entry) Entry {
	e.At, e.Run, e.Did, e.Kind = time.Now().UTC(), t.run, did, kind
	return e
}
