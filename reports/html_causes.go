package reports

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
