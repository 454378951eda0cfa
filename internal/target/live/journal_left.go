package live

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// leftBehind is what was created and not removed, the last first, and how many calls are without an outcome: their
// answers were lost, and they may or may not have created something.
func (j *Journal) leftBehind() (created []Entry, lost int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	gone := map[string]bool{}
	for _, e := range slices.Backward(j.entries) {
		switch e.Did {
		case Removed:
			gone[e.ID] = true
		case Intended:
			lost++
		case Refused:
			lost--
		case Created:
			lost--
			if e.ID != "" {
				created = append(created, e)
			}
		}
	}
	for _, e := range slices.Backward(created) { // what something belongs to was created before it
		gone[e.ID] = gone[e.ID] || gone[e.Parent]
	}
	return slices.DeleteFunc(created, func(e Entry) bool { return gone[e.ID] }), lost
}

// holds reports whether something of the run is left, or may be left.
func (j *Journal) holds() bool {
	created, lost := j.leftBehind()
	return len(created) > 0 || lost > 0 || len(j.changed()) > 0
}

// refused reports whether the creation of a load balancer was refused, or of something on a load balancer that the run
// did not create. A service may have created it nevertheless, and removing the run's own load balancers would not remove it.
func (j *Journal) refused() bool {
	j.mu.Lock()
	entries := slices.Clone(j.entries)
	j.mu.Unlock()
	return slices.ContainsFunc(entries, func(e Entry) bool { return e.Did == Refused && !j.created(e.Parent) })
}

// intends reports whether the run was about to create something with the name.
func (j *Journal) intends(name string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.ContainsFunc(j.entries, func(e Entry) bool { return e.Did == Intended && e.Name == name })
}

// created reports whether the run itself created the thing with the id.
func (j *Journal) created(id string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.ContainsFunc(j.entries, func(e Entry) bool { return e.Did == Created && e.ID == id })
}

// changed are the groups that the run changed, did not create and has not restored.
func (j *Journal) changed() []Change {
	j.mu.Lock()
	defer j.mu.Unlock()
	var out []Change
	for _, e := range j.entries {
		at := slices.IndexFunc(out, func(c Change) bool { return c.Group == e.ID })
		switch {
		case e.Did == Changing && at < 0:
			out = append(out, Change{Group: e.ID, had: e.Had, asked: e.Asked, first: e})
		case e.Did == Changing:
			out[at].asked += "\n" + e.Asked
		case e.Did == Restored && at >= 0:
			out = slices.Delete(out, at, at+1)
		}
	}
	return out
}

// Remedy is the command that removes what a run has left.
func Remedy(inventory, journal string, run target.Run) string {
	return fmt.Sprintf("slbconform sweep -inventory %s -journal %s -run %s -delete", shellQuote(inventory), shellQuote(journal), run)
}

var plainWord = regexp.MustCompile(`^[0-9A-Za-z_./:@%+=-]+$`)

// shellQuote quotes one word of a shell command where it needs quoting.
func shellQuote(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

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
