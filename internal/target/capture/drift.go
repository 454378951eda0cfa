package capture

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

// Drift is one difference between a captured answer and that of another target.
type Drift struct {
	Rule     string // of the scenario that made the call
	Action   string
	What     string // "status", "code", or the location in the body whose shape differs
	Captured string
	Other    string
	Count    int    // calls that show it
	Where    string // the first of them
}

// Comparison is the result of comparing a capture with another target.
type Comparison struct {
	Compared int
	Skipped  map[string]int // calls that could not be compared, by reason
	Drifts   []Drift        // by rule
}

// Compare compares the answers of a capture, in status, code and the shape of the body, with those that another target
// gave to the same scenarios: other has its exchanges by scenario.
func (c *Capture) Compare(other map[string][]*wire.Exchange, actions wire.Actions) *Comparison {
	comparison := &comparing{actions: actions, result: &Comparison{Skipped: map[string]int{}}, at: map[Drift]int{}}
	for _, e := range c.Scenarios {
		comparison.scenario(cmp.Or(e.Rule, e.Scenario), c.own[e.Scenario], other[e.Scenario])
	}
	slices.SortStableFunc(comparison.result.Drifts, func(a, b Drift) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Action, b.Action), cmp.Compare(a.What, b.What))
	})
	return comparison.result
}

type comparing struct {
	actions wire.Actions
	result  *Comparison
	at      map[Drift]int
}

// scenario compares call by call. Either side may have repeated a call more often, and the other target may have stopped
// earlier.
func (c *comparing) scenario(rule string, own []*recording, other []*wire.Exchange) {
	other = slices.DeleteFunc(slices.Clone(other), shares)
	for _, r := range own {
		captured := r.exchange()
		if !captured.Complete() {
			c.result.Skipped["no whole answer was captured"]++
			continue
		}
		at := slices.IndexFunc(other, func(x *wire.Exchange) bool {
			return x.Action == captured.Action || c.actions[x.Action].Does != wire.Reads
		})
		if at < 0 || other[at].Action != captured.Action {
			c.result.Skipped["the mock came to no such call"]++
			continue
		}
		x := other[at]
		if !captured.Kind().Decides() && (!x.Complete() || x.Answer.Status != captured.Answer.Status) {
			c.result.Skipped["the captured answer tells of the moment or the account"]++
			continue
		}
		other = other[at+1:]
		c.compare(rule, r, captured, x)
	}
}

func (c *comparing) compare(rule string, r *recording, captured, x *wire.Exchange) {
	c.result.Compared++
	if !x.Complete() {
		c.note(rule, r, "answer", "complete", fmt.Sprint(x.Fault))
		return
	}
	if captured.Answer.Status != x.Answer.Status {
		c.note(rule, r, "status", answerLine(captured), answerLine(x))
		return // with another status, another shape is to be expected
	}
	if of, by := code(captured), code(x); of != by {
		c.note(rule, r, "code", of, by)
	}
	of, by := shape(captured.Answer.Body), shape(x.Answer.Body)
	for _, location := range slices.Sorted(maps.Keys(both(of, by))) {
		if of[location] != by[location] && !inEmptyList(location, of, by) {
			c.note(rule, r, "body "+location, cmp.Or(of[location], "absent"), cmp.Or(by[location], "absent"))
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
