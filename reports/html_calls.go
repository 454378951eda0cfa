package reports

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// briefly is the status of the answer, with its fault if it has one.
func briefly(x *Exchange) string {
	switch {
	case x.Status == 0:
		return "no answer: " + x.Fault
	case x.Fault == "":
		return fmt.Sprintf("%d %s", x.Status, http.StatusText(x.Status))
	}
	return x.answerLine()
}

func took(d time.Duration) string { return fmt.Sprintf("%.1f ms", d.Seconds()*1000) }

// subject is the index of the exchange that a scenario is about: the first refusal by an operation under test, because later
// calls are its control; without a refusal, the last answer; -1 for none.
func (ix *index) subject(s *Scenario) int {
	last := -1
	for _, i := range s.Exchanges {
		x := ix.exchange(i)
		if x == nil || x.Action != s.Operation && (s.Operation != Platform || !ix.report.Identity.tests(x.Action)) {
			continue
		}
		if x.Status != 0 || last < 0 {
			last = i
		}
		if x.Status >= 400 {
			break
		}
	}
	return last
}

// answered is the status and code of the exchange that a scenario is about.
func (ix *index) answered(s *Scenario) string {
	x := ix.exchange(ix.subject(s))
	if x == nil || x.Status == 0 {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", x.Status, refusalCode(x.Body)))
}

// refusalBytes is the longest body in which a code is looked for.
const refusalBytes = 4000

// refusalCode is the Code of an error body; empty when there is none.
func refusalCode(body string) string {
	var refusal struct{ Code string }
	if len(body) > refusalBytes || json.Unmarshal([]byte(body), &refusal) != nil {
		return ""
	}
	kept, _ := clip(refusal.Code, 80)
	return kept
}

// causeView is a cause with everything that is needed to judge it.
type causeView struct {
	*Cause
	Rule      *Rule
	Violation *Violation
	Scenario  *Scenario
	Row       string
	Call      *Exchange
	Open      bool     // the exchange is shown at once
	Alike     []*Cause // the same rule of other operations
	Followers []linked // scenarios that were not judged because of the cause
}

// linked is a text that leads somewhere on the page.
type linked struct{ Says, Anchor string }

// cause is one view for causes of the same rule: the first, with its exchange if full.
func (v *viewer) cause(same []*Cause, full bool) causeView {
	c := same[0]
	view := causeView{Cause: c, Rule: v.rules[c.Rule], Violation: v.shows(c), Open: c.Verdict == Violates, Alike: same[1:]}
	for _, id := range c.Followers {
		view.Followers = append(view.Followers, linked{id, v.leads(id)})
	}
	if view.Violation == nil {
		return view
	}
	view.Scenario, view.Row = v.scenarios[view.Violation.Scenario], v.leads(view.Violation.Scenario)
	if full {
		view.Call = v.exchange(view.Violation.Exchange)
	}
	return view
}

// leads is the anchor of a scenario, or of its rule if the page does not show the scenario.
func (v *viewer) leads(id string) string {
	if s := v.scenarios[id]; s != nil && !v.shown(s) {
		return ref(s.Rule)
	}
	return v.anchors[id]
}
