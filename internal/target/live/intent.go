package live

import (
	"context"
	"errors"
	"fmt"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// ErrUnmarked is the error of a call that would create something without the mark of the run, so that no sweep would find
// it. The call was not sent; it is a mistake of the harness.
var ErrUnmarked = errors.New("the call would create something without the run's mark")

// checkMark returns ErrUnmarked for a call that would create something under a name that is not the run's, or without the
// tag that a sweep looks for. What belongs to a load balancer of the run is removed with it, and needs no mark.
func (t *transport) checkMark(_ context.Context, r *wire.Request) error {
	c, creates := creationBy(t.actions, r.Action())
	params := r.Params()
	if !creates || c.parent != nil && t.journal.created(c.idOf(c.parent, params)) {
		return nil
	}
	name := params.Get(c.named)
	tag := map[string]string{params.Get("Tag.1.Key"): params.Get("Tag.1.Value")}
	if !c.tagged {
		tag = map[string]string{target.MarkTag: name}
	}
	if run, _, ok := markedRun(name, tag); !ok || run != t.run {
		return fmt.Errorf("%w: %w: %s %q, tagged %v", wire.ErrHarness, ErrUnmarked, c.named, name, tag)
	}
	return nil
}

// recordIntent writes what a call is about to create into the journal.
func (t *transport) recordIntent(_ context.Context, r *wire.Request) error {
	c, creates := creationBy(t.actions, r.Action())
	if !creates {
		return nil
	}
	params := r.Params()
	return t.journal.write(Entry{Did: Intended, Kind: c.kind, Name: params.Get(c.named), Parent: c.idOf(c.parent, params), Endpoint: t.endpoint, Region: t.region})
}

// recordOutcome writes the outcome of a creation or a removal into the journal.
func (t *transport) recordOutcome(x *wire.Exchange) error {
	e, known := outcomeOf(t.actions, x)
	if !known {
		return nil
	}
	if e.Did == Created {
		t.meter.used(x.Request.Params().Get("ClientToken"))
	}
	return t.journal.write(e)
}

// outcomeOf is the journal entry for the answer to a creation or a removal. An answer with an id has created something,
// whatever else it says. known is false for other calls, for a lost answer, and for a success without an id.
func outcomeOf(actions wire.Actions, x *wire.Exchange) (e Entry, known bool) {
	c, ok := creationWhere(actions, func(c creation) bool { return c.create == x.Action || c.remove == x.Action })
	if !ok || !x.Complete() || x.Answer.Status >= 500 {
		return Entry{}, false
	}
	params := x.Request.Params()
	switch id := c.idIn(c, x); {
	case x.Action == c.remove:
		return Entry{Did: Removed, Kind: c.kind, ID: c.idOf(c.id, params)}, x.Succeeded()
	case id != "":
		return Entry{Did: Created, Kind: c.kind, ID: id, Parent: c.idOf(c.parent, params)}, true
	}
	return Entry{Did: Refused, Kind: c.kind, Parent: c.idOf(c.parent, params)}, !x.Succeeded()
}
