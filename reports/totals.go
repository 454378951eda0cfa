package reports

import (
	"fmt"
	"reflect"
	"strings"
)

// Totals are the figures of the headline.
type Totals struct {
	Rules         Count         `json:"rules"`          // by verdict; the not observable ones are among "not run"
	Scenarios     Count         `json:"scenarios"`      // by verdict
	Documents     Group         `json:"documents"`      // rules that stand in a document: stated and inferred
	Others        Group         `json:"others"`         // rules that stand in none: known and assumed
	Operations    []OperationOf `json:"operations"`     // the figures of each operation, in the order of the rules
	NotObservable int           `json:"not_observable"` // rules that no call can show, and that nothing contradicts
	ErrorCodes    int           `json:"error_codes"`    // documented codes
	CodesProvoked int           `json:"codes_provoked"` // of those, provoked with status, code and message as documented
	CodesByName   int           `json:"codes_by_name"`  // of those provoked, the ones tied to a named resource because nothing causes them
	Calls         int           `json:"calls"`          // exchanges
	Findings      int           `json:"findings"`       // not yet acknowledged
	Acknowledged  int           `json:"acknowledged"`   // findings the ledger or the document knows already
}

// Group are the figures of the rules of some bases.
type Group struct {
	Rules         Count `json:"rules"`          // by verdict
	NotObservable int   `json:"not_observable"` // of those not run, rules that no call can show
	HeldScenarios int   `json:"held_scenarios"` // scenarios of the rules that held
	HeldNotRun    int   `json:"held_not_run"`   // of those, scenarios that did not run
}

// OperationOf are the figures of one operation, or of the platform.
type OperationOf struct {
	Operation     string `json:"operation"`      // name of the operation, or "platform"
	Rules         Count  `json:"rules"`          // by verdict
	Scenarios     Count  `json:"scenarios"`      // by verdict
	NotObservable int    `json:"not_observable"` // of the rules not run, those that no call can show
	ErrorCodes    int    `json:"error_codes"`    // documented codes
	CodesProvoked int    `json:"codes_provoked"` // of those, provoked as documented
}

// Tally counts Totals and writes Headline from what the report holds. Validate refuses a report whose figures are
// not these.
func (r *Report) Tally() {
	r.Totals = r.count()
	fill(reflect.ValueOf(&r.Totals))
	r.Headline = r.Totals.headline()
}

// headline counts the rules of the documents and the others separately.
func (t Totals) headline() string {
	said := fmt.Sprintf("%s of the documents: %s", plural(t.Documents.Rules.Sum(), "rule"), t.Documents.says(true))
	if n := t.Others.Rules.Sum(); n > 0 {
		said += fmt.Sprintf("; %s: %s", plural(n, "other"), t.Others.says(false))
	}
	return said
}

// says lists how many rules have which verdict, the worst first. If full, it has the numbers of rehearsed and confirmed rules
// even if they are zero, so that neither is taken for the other.
func (g Group) says(full bool) string {
	var parts []string
	more := func(n int, word string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", thousands(n), word))
		}
	}
	more(g.Rules[Violates], "violated")
	more(g.Rules[Unexpected], "unexpected")
	for _, held := range []struct {
		verdict Verdict
		word    string
	}{{Rehearsed, "rehearsed"}, {Confirmed, "confirmed by the service"}} {
		if n := g.Rules[held.verdict]; full || n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s%s", thousands(n), held.word, g.partly(held.verdict)))
		}
	}
	more(g.Rules[Diverges], "diverging as listed")
	more(g.Rules[Inconclusive], "inconclusive")
	more(g.Rules[NotRun]-g.NotObservable, "not run")
	more(g.NotObservable, "not observable")
	return strings.Join(parts, ", ")
}

// says lists the rules of the operation by verdict, the worst first.
func (o OperationOf) says() string {
	said := Group{Rules: o.Rules, NotObservable: o.NotObservable}.says(false)
	if o.ErrorCodes > 0 {
		said += fmt.Sprintf("; %d of %s", o.CodesProvoked, plural(o.ErrorCodes, "code"))
	}
	return said
}

// partly says how many scenarios of the rules that held were run, if not all were.
func (g Group) partly(v Verdict) string {
	if g.HeldNotRun == 0 || g.Rules[v] == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s of %s)", thousands(g.HeldScenarios-g.HeldNotRun), plural(g.HeldScenarios, "scenario"))
}
