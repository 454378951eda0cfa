package capture

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Drift is one way in which another target answers a captured call otherwise.
type Drift struct {
	Rule     string // of the scenario that made the call
	Action   string
	What     string // "status", "code", or the place in the body whose shape differs
	Captured string
	Other    string
	Count    int    // calls that show it
	Where    string // the first of them
}

// Comparison is what came of putting a capture to another target.
type Comparison struct {
	Compared int
	Skipped  map[string]int // calls that show nothing, by why
	Drifts   []Drift        // by rule
}

// Compare puts every captured call to another target, scenario by scenario, and compares status, code and the shape of
// the body. The error says that the target could not be asked.
func (c *Capture) Compare(ctx context.Context, other target.Target) (*Comparison, error) {
	comparison := &comparing{capture: c, other: other, result: &Comparison{Skipped: map[string]int{}}, at: map[Drift]int{}}
	for _, e := range c.Scenarios {
		if err := comparison.scenario(ctx, &e); err != nil {
			return nil, fmt.Errorf("%s: %w", e.Scenario, err)
		}
	}
	slices.SortStableFunc(comparison.result.Drifts, func(a, b Drift) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Action, b.Action), cmp.Compare(a.What, b.What))
	})
	return comparison.result, nil
}

type comparing struct {
	capture *Capture
	other   target.Target
	result  *Comparison
	at      map[Drift]int
}

func (c *comparing) scenario(ctx context.Context, of *Cassette) error {
	session, err := c.other.Open(ctx, of.Scenario)
	if err != nil {
		return err
	}
	a := newResender(c.capture, session, c.other.Describe())
	for _, r := range c.capture.shared {
		if r.call.Action == "CreateLoadBalancer" {
			if _, err := a.send(r); err != nil {
				return err
			}
		}
	}
	for _, r := range c.capture.own[of.Scenario] {
		x, err := a.send(r)
		if errors.Is(err, errNoIdentity) {
			c.result.Skipped[err.Error()]++
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: call %d: %w", r.file, r.number, err)
		}
		c.compare(cmp.Or(of.Rule, of.Scenario), r, x)
	}
	return session.Close(ctx)
}

func (c *comparing) compare(rule string, r *recording, x *wire.Exchange) {
	captured := r.exchange()
	switch {
	case !captured.Complete():
		c.result.Skipped["no whole answer was captured"]++
		return
	case !captured.Kind().Decides() && (!x.Complete() || x.Answer.Status != captured.Answer.Status):
		c.result.Skipped["the captured answer tells of the moment or the account"]++
		return
	case !x.Complete():
		c.note(rule, r, "answer", "complete", fmt.Sprint(x.Fault))
		return
	}
	c.result.Compared++
	if captured.Answer.Status != x.Answer.Status {
		c.note(rule, r, "status", answerLine(captured), answerLine(x))
		return // another answer altogether: its shape tells nothing more
	}
	if of, by := code(captured), code(x); of != by {
		c.note(rule, r, "code", of, by)
	}
	of, by := shape(captured.Answer.Body), shape(x.Answer.Body)
	for _, place := range slices.Sorted(maps.Keys(both(of, by))) {
		if of[place] != by[place] && !inEmptyList(place, of, by) {
			c.note(rule, r, "body "+place, cmp.Or(of[place], "absent"), cmp.Or(by[place], "absent"))
		}
	}
}

func (c *comparing) note(rule string, r *recording, what, captured, other string) {
	d := Drift{Rule: rule, Action: r.call.Action, What: what, Captured: captured, Other: other}
	at, seen := c.at[d]
	if !seen {
		at = len(c.result.Drifts)
		c.at[d] = at
		c.result.Drifts = append(c.result.Drifts, d)
		c.result.Drifts[at].Where = fmt.Sprintf("call %d of %s", r.number, r.file)
	}
	c.result.Drifts[at].Count++
}

// exchange is a recording as the run saw it.
func (r *recording) exchange() *wire.Exchange {
	x := &wire.Exchange{Action: r.call.Action}
	if fault := r.fault(); fault != nil {
		x.Fault = fault
	}
	if r.Response.Code != 0 {
		x.Answer = &wire.Answer{Status: r.Response.Code, Header: r.Response.Headers, Body: []byte(r.Response.Body)}
	}
	return x
}

func answerLine(x *wire.Exchange) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", x.Answer.Status, cmp.Or(code(x), http.StatusText(x.Answer.Status))))
}

func code(x *wire.Exchange) string {
	if refusal := x.Refusal(); refusal != nil {
		return refusal.Code
	}
	return ""
}
