package reports

import "slices"

// causes compares the causes of the two reports by rule.
func (c *Comparison) causes() {
	before := map[string]*Cause{}
	for _, was := range c.Old.contradicted() {
		before[was.Rule] = was
	}
	for _, now := range c.New.contradicted() {
		c.cause(before[now.Rule], now)
		delete(before, now.Rule)
	}
	for _, was := range c.Old.contradicted() {
		if before[was.Rule] == was {
			c.Better = append(c.Better, CauseChange{Was: was})
		}
	}
}

func (r *Report) contradicted() []*Cause {
	return slices.DeleteFunc(r.causesOf(Violates, Unexpected, Diverges), func(c *Cause) bool { return c.Rule == "" })
}

func (c *Comparison) cause(was, now *Cause) {
	if was == nil {
		c.Worse = append(c.Worse, CauseChange{Now: now, Shown: now.Scenarios})
		return
	}
	change := CauseChange{Was: was, Now: now}
	change.Shown = without(now.Scenarios, was.Scenarios, func(a, b string) bool { return a == b })
	severity := now.Verdict.look().severity - was.Verdict.look().severity
	switch {
	case severity > 0 || severity == 0 && len(change.Shown) > 0:
		c.Worse = append(c.Worse, change)
	case severity < 0 || len(now.Scenarios) < len(was.Scenarios):
		c.Better = append(c.Better, change)
	case now.Reason != was.Reason:
		c.Reasons = append(c.Reasons, change)
	}
}

// scenarios compares the scenarios that contradict nothing in either report.
func (c *Comparison) scenarios() {
	old, new := newIndex(c.Old), newIndex(c.New)
	before := map[string]*Scenario{}
	for i := range c.Old.Scenarios {
		before[c.Old.Scenarios[i].ID] = &c.Old.Scenarios[i]
	}
	for i := range c.New.Scenarios {
		now := &c.New.Scenarios[i]
		was := before[now.ID]
		delete(before, now.ID)
		switch {
		case was == nil:
			c.Added.add(now.ID, "", now.Verdict, now.Reason)
		case new.contradicts(now) || old.contradicts(was): // told with its cause
		case now.Verdict.Held() && was.Verdict.Held():
			if now.Verdict != was.Verdict {
				c.HeldBoth++
			}
		case now.Verdict == was.Verdict:
			if now.Reason != was.Reason {
				c.Differ.add(now.ID, was.Verdict, now.Verdict, now.Reason)
			}
		case now.Verdict.look().severity > was.Verdict.look().severity:
			c.Lapsed.add(now.ID, was.Verdict, now.Verdict, now.Reason)
		default:
			c.Decided.add(now.ID, was.Verdict, now.Verdict, was.Reason)
		}
	}
	for i := range c.Old.Scenarios {
		if s := &c.Old.Scenarios[i]; before[s.ID] == s {
			c.Lost.add(s.ID, s.Verdict, "", "")
		}
	}
}

// contradicts reports whether a scenario shows a contradiction, or was not judged because of one.
func (ix *index) contradicts(s *Scenario) bool {
	c := ix.explained[s.ID]
	return c != nil && c.Rule != ""
}

// add adds a scenario to the shift of its change.
func (l *Shifts) add(id string, was, now Verdict, reason string) {
	at := slices.IndexFunc(*l, func(s Shift) bool { return s.Was == was && s.Now == now && s.Reason == reason })
	if at < 0 {
		at = len(*l)
		*l = append(*l, Shift{Was: was, Now: now, Reason: reason})
	}
	(*l)[at].Scenarios = append((*l)[at].Scenarios, id)
}
