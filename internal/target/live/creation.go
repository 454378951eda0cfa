package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

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
