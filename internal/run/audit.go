package run

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// audit holds the scenario itself to its word: a request that is to break a rule breaks that one, as far as the
// document and the mock's own log can tell, and every other request breaks none.
func (r *run) audit(o *Outcome, j *Judgement) {
	allowed := r.allowed(o.Scenario.Rule)
	refused := map[*wire.Exchange]bool{}
	for _, c := range o.claims {
		refused[c.Exchange] = true
	}
	for i, x := range o.Exchanges {
		if !refused[x] && (putOff(x) || triedAgain(x, o.Exchanges[i+1:])) {
			continue // the same call again is judged in its place
		}
		departed := departed(o.departs[x])
		if says := r.auditRequest(o.Scenario.Rule, allowed, departed, refused[x], x); says != "" {
			j.broken(o, fmt.Errorf("%s: %s", x.Action, says), -1)
		}
		if o.session.Broke == nil {
			continue
		}
		broke := o.session.Broke(x.RequestID())
		if len(broke) == 1 && slices.Contains(r.suite.Ledger.Rule(o.Scenario.Rule).Borrows, broke[0]) {
			continue
		}
		if says := auditLog(o.Scenario.Rule, allowed, broke, refused[x]); says != "" {
			j.broken(o, fmt.Errorf("%s: %s", x.Action, says), -1)
		}
	}
}

// putOff reports whether the service did not look at a call, for a reason that passes, or nobody knows what it said.
func putOff(x *wire.Exchange) bool {
	return !x.Complete() || x.Kind() == wire.Failed || x.Kind().Transient()
}

// triedAgain reports whether the next call is the same: what it names was too new.
func triedAgain(x *wire.Exchange, after []*wire.Exchange) bool {
	return x.Answer != nil && x.Answer.Status == http.StatusNotFound && len(after) > 0 &&
		after[0].Action == x.Action && after[0].Request.URL.RawQuery == x.Request.URL.RawQuery
}

// allowed are the rules that a scenario of the rule may break: itself, and those that share a documented code.
func (r *run) allowed(id string) []string {
	rule := r.suite.Ledger.Rule(id)
	out := append([]string{id}, rule.Borrows...)
	for _, code := range r.subject(id).Codes {
		out = append(out, r.suite.Ledger.RulesOfCode(rule.Operation, code)...)
	}
	return out
}

// departed are the first departures of a request from each rule that it departs from, by the document.
func departed(departures []spec.Departure) []spec.Departure {
	var first []spec.Departure
	for _, d := range departures {
		told := func(of spec.Departure) bool { return of.Rule == d.Rule }
		if d.Side == spec.Request && d.Kind != spec.Acknowledged && !slices.ContainsFunc(first, told) {
			first = append(first, d)
		}
	}
	return first
}

// breaks says what a request breaks, and where OpenAPI says so. What was sent stays out: one mistake in a schema is told alike
// whatever the scenario sends.
func (r *run) breaks(d spec.Departure) string {
	return fmt.Sprintf("the request breaks %s, by %s: %s is not %s", d.Rule, r.suite.Document.Location(d.Node), d.Where, d.Expected)
}

func (r *run) auditRequest(rule string, allowed []string, departed []spec.Departure, refused bool, x *wire.Exchange) string {
	for _, d := range departed {
		if !slices.Contains(allowed, d.Rule) {
			return r.breaks(d) + ", and the scenario does not speak of it"
		}
	}
	this := r.suite.Ledger.Rule(rule)
	if !refused && len(departed) > 0 && this.Kind != "tolerance" && len(this.Borrows) == 0 {
		return r.breaks(departed[0]) + ", and the scenario does not expect a refusal"
	}
	schemaTells := this.Kind != "precondition" && r.suite.Document.RequestRules()[rule] // of a precondition it tells a part
	if refused && x.Action == this.Operation && len(departed) == 0 && schemaTells {
		return fmt.Sprintf("the request was to break %s and keeps it", rule)
	}
	return ""
}

func auditLog(rule string, allowed, broke []string, refused bool) string {
	switch {
	case !refused && len(broke) > 0:
		return fmt.Sprintf("the mock says that the request broke %s, and the scenario does not expect a refusal", strings.Join(broke, ", "))
	case refused && len(broke) != 1:
		return fmt.Sprintf("the mock says that the request broke %d rules (%s), not just %s", len(broke), strings.Join(broke, ", "), rule)
	case refused && !slices.Contains(allowed, broke[0]):
		return fmt.Sprintf("the mock says that the request broke %s, not %s", broke[0], rule)
	}
	return ""
}
