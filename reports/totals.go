package reports

import (
	"fmt"
	"strings"
)

// Totals are the figures of the headline.
type Totals struct {
	Rules         Count `json:"rules"`          // by verdict; the not observable ones are among "not run"
	Scenarios     Count `json:"scenarios"`      // by verdict
	NotObservable int   `json:"not_observable"` // rules that no call can show, and that nothing contradicts
	ErrorCodes    int   `json:"error_codes"`    // documented codes
	CodesProvoked int   `json:"codes_provoked"` // of those, provoked with status, code and message as documented
	CodesByName   int   `json:"codes_by_name"`  // of those provoked, the ones tied to a named resource because nothing causes them
	Calls         int   `json:"calls"`          // exchanges
	Findings      int   `json:"findings"`       // not yet acknowledged
	Acknowledged  int   `json:"acknowledged"`   // findings the ledger or the document knows already
}

// Count is a number by verdict; absent verdicts are zero.
type Count map[Verdict]int

// Sum is the number over all verdicts.
func (c Count) Sum() int {
	sum := 0
	for _, n := range c {
		sum += n
	}
	return sum
}

// String lists the verdicts that are not zero, worst first: "2 violates, 70 rehearsed".
func (c Count) String() string {
	var parts []string
	for _, v := range Verdicts() {
		if c[v] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c[v], v))
		}
	}
	return strings.Join(parts, ", ")
}

// Tally counts Totals and writes Headline from what the report holds. Validate refuses a report whose figures are
// not these.
func (r *Report) Tally() {
	r.Totals = r.count()
	r.Headline = r.Totals.headline()
}

func (r *Report) count() Totals {
	t := Totals{Rules: Count{}, Scenarios: Count{}, Calls: len(r.Exchanges)}
	for i := range r.Rules {
		t.addRule(&r.Rules[i])
	}
	for i := range r.Scenarios {
		t.Scenarios[r.Scenarios[i].Verdict]++
	}
	for _, f := range r.Findings {
		if f.Acknowledged == "" {
			t.Findings++
		} else {
			t.Acknowledged++
		}
	}
	return t
}

func (t *Totals) addRule(r *Rule) {
	t.Rules[r.Verdict]++
	if r.Shown() == NotObservable {
		t.NotObservable++
	}
	if r.Error == nil {
		return
	}
	t.ErrorCodes++
	if !r.Verdict.Held() {
		return
	}
	t.CodesProvoked++
	if r.Error.ByName {
		t.CodesByName++
	}
}

// headline names what was rehearsed and what was confirmed always, zero or not, so that neither is ever taken for
// the other, and the rest where there is any.
func (t Totals) headline() string {
	parts := []string{
		fmt.Sprintf("%d rehearsed", t.Rules[Rehearsed]),
		fmt.Sprintf("%d confirmed by the service", t.Rules[Confirmed]),
	}
	more := func(n int, word string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	var worst []string
	if n := t.Rules[Violates]; n > 0 {
		worst = []string{fmt.Sprintf("%d violated", n)}
	}
	more(t.Rules[Diverges], "diverging as listed")
	more(t.Rules[Inconclusive], "inconclusive")
	more(t.Rules[NotRun]-t.NotObservable, "not run")
	more(t.NotObservable, "not observable")
	return fmt.Sprintf("%d rules: %s", t.Rules.Sum(), strings.Join(append(worst, parts...), ", "))
}
