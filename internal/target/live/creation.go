package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

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
	create string // the action that creates it
	kind   string // as a journal names it
	named  string // the parameter with its name
	id     string // the member of the answer, and the parameter of the removal, with its id
	parent string // the parameter with what it belongs to; "" for none
	remove string // the action that removes it
	tagged bool   // it takes tags
}

func creations() []creation {
	const lb = "LoadBalancerId"
	return []creation{
		{createLoadBalancer, "load balancer", "LoadBalancerName", lb, "", "DeleteLoadBalancer", true},
		{"CreateVServerGroup", groupKind, "VServerGroupName", groupParam, lb, "DeleteVServerGroup", true},
		{"CreateMasterSlaveServerGroup", "server group", "MasterSlaveServerGroupName", "MasterSlaveServerGroupId", lb, "DeleteMasterSlaveServerGroup", false},
	}
}

// creationWhere is the creation that is meant; ok is false where there is none.
func creationWhere(meant func(creation) bool) (c creation, ok bool) {
	if i := slices.IndexFunc(creations(), meant); i >= 0 {
		return creations()[i], true
	}
	return creation{}, false
}

// creating is what an action creates.
func creating(action string) (c creation, ok bool) {
	return creationWhere(func(c creation) bool { return c.create == action })
}

// ToCreate is how many things of each kind so many calls of each action create.
func ToCreate(calls map[string]int) map[string]int {
	kinds := map[string]int{}
	for _, c := range creations() {
		kinds[c.kind] += calls[c.create]
	}
	return kinds
}

// marked returns ErrUnmarked for a call that would create something under a name that is not the run's, or without the
// tag that a sweep looks for. What belongs to a load balancer of the run goes with it, and needs no mark.
func (t *transport) marked(_ context.Context, r *wire.Request) error {
	c, creates := creating(r.Action())
	params := r.Params()
	if !creates || c.parent != "" && t.journal.made(params.Get(c.parent)) {
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
	c, creates := creating(r.Action())
	if !creates {
		return nil
	}
	params := r.Params()
	return t.journal.Write(Entry{Did: Intended, Kind: c.kind, Name: params.Get(c.named), Parent: params.Get(c.parent), Endpoint: t.endpoint, Region: t.region})
}

// recordOutcome writes down what became of a creation or a removal.
func (t *transport) recordOutcome(x *wire.Exchange) error {
	e, known := outcomeOf(x)
	if !known {
		return nil
	}
	return t.journal.Write(e)
}

// outcomeOf is what became of a creation or a removal: the id of what was created, whatever else the answer says. A lost answer
// says nothing, and neither does a success without an id.
func outcomeOf(x *wire.Exchange) (e Entry, known bool) {
	c, ok := creationWhere(func(c creation) bool { return c.create == x.Action || c.remove == x.Action })
	if !ok || !x.Complete() || x.Answer.Status >= 500 {
		return Entry{}, false
	}
	params := x.Request.Params()
	switch id := c.idIn(x); {
	case x.Action == c.remove:
		return Entry{Did: Removed, Kind: c.kind, ID: params.Get(c.id)}, x.Succeeded()
	case id != "":
		return Entry{Did: Created, Kind: c.kind, ID: id, Parent: params.Get(c.parent)}, true
	}
	return Entry{Did: Refused, Kind: c.kind, Parent: params.Get(c.parent)}, !x.Succeeded()
}

// idIn is the id of what a call created; "" where the answer says none.
func (c creation) idIn(x *wire.Exchange) string {
	var answer map[string]any
	_ = json.Unmarshal(x.Answer.Body, &answer) // what is no object has no id
	id, _ := answer[c.id].(string)
	return id
}
