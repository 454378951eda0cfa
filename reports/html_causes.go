package reports

// causeView is a cause with everything that is needed to judge it.
type causeView struct {
	*Cause
	Rule      *Rule
	Anchor    string
	Mark      string
	Explains  string // the basis, where no document states the rule
	Violation *Violation
	Scenario  *Scenario
	Row       string
	Call      *callView
	Followers []follower
}

// follower is a scenario that was not judged because of the cause.
type follower struct{ ID, Anchor string }

func (v *viewer) cause(c *Cause) causeView {
	view := causeView{Cause: c, Rule: v.rules[c.Rule], Anchor: ref(c.Rule), Violation: v.shows(c), Mark: c.Basis.Mark()}
	if view.Mark != "" {
		view.Explains = c.Basis.says()
	}
	for _, id := range c.Followers {
		view.Followers = append(view.Followers, follower{id, v.anchors[id]})
	}
	if view.Violation == nil {
		return view
	}
	view.Scenario, view.Row = v.scenarios[view.Violation.Scenario], v.anchors[view.Violation.Scenario]
	if x := v.exchange(view.Violation.Exchange); x != nil {
		call := newCall(x)
		view.Call = &call
	}
	return view
}
