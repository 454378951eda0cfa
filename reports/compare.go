package reports

import "slices"

// Comparison is what one report has that an earlier one has not, and the other way round. Contradictions are compared by
// the rule that explains them, all else by scenario, those with the same fate together.
type Comparison struct {
	Old, New *Report

	Worse    []CauseChange // rules that are newly contradicted, more severely, or in more scenarios
	Better   []CauseChange // rules that are no longer contradicted, less severely, or in fewer scenarios
	Reasons  []CauseChange // rules that are contradicted as before, by another answer
	Lapsed   []Shift       // scenarios that hold or decide no longer, and contradict nothing
	Decided  []Shift       // scenarios that hold or decide again
	Differ   []Shift       // scenarios that are not judged as before, for another reason
	Added    []Shift       // scenarios that the old report does not know
	Lost     []Shift       // scenarios that the new report does not know
	HeldBoth int           // scenarios that held both times, once against a mock and once against the service
	Came     []Finding     // news of the new report
	Went     []Finding     // news of the old report that is no more
	Broke    []Fault       // faults that the old report does not have
	Mended   []Fault       // faults that the new report does not have
}

// CauseChange is one rule that explains contradictions in at least one of two reports.
type CauseChange struct {
	Was, Now *Cause   // nil where the report has no such cause
	Shown    []string // ids of scenarios that show it now and did not before
}

// Shift is what scenarios with the same fate have in common.
type Shift struct {
	Was, Now  Verdict // empty where the report does not know the scenarios
	Reason    string  // of the verdict now, or of the one before
	Scenarios []string
}

// Compare says what is new in a report since an earlier one. The reports may be of different targets.
func Compare(old, new *Report) *Comparison {
	c := &Comparison{Old: old, New: new}
	c.causes()
	c.scenarios()
	c.Came, c.Went = without(new.Findings, old.Findings), without(old.Findings, new.Findings)
	c.Broke, c.Mended = faultsWithout(new.Faults, old.Faults), faultsWithout(old.Faults, new.Faults)
	return c
}

// severity orders verdicts by what a reader of the morning's report has to do about them.
func (v Verdict) severity() int {
	switch v {
	case Confirmed, Rehearsed:
		return 0
	case Diverges:
		return 1
	case NotRun:
		return 2
	case Inconclusive:
		return 3
	case Unexpected:
		return 4
	}
	return 5
}

// without are the findings that are news in one list and do not stand in the other.
func without(list, other []Finding) []Finding {
	var out []Finding
	for _, f := range list {
		same := func(o Finding) bool { return o.What == f.What && o.Value == f.Value && o.Says == f.Says }
		if f.Acknowledged == "" && !slices.ContainsFunc(other, same) {
			out = append(out, f)
		}
	}
	return out
}

func faultsWithout(list, other []Fault) []Fault {
	var out []Fault
	for _, f := range list {
		if !slices.ContainsFunc(other, func(o Fault) bool { return o.Kind == f.Kind && o.Says == f.Says && o.Scenario == f.Scenario }) {
			out = append(out, f)
		}
	}
	return out
}

// Regressed reports whether somebody has to look: a rule or a scenario is worse, there is news that no document says, a
// scenario is gone, or the run has a fault that the earlier one had not.
func (c *Comparison) Regressed() bool {
	return len(c.Worse)+len(c.Lapsed)+len(c.Came)+len(c.Broke)+len(c.Lost) > 0
}

// Same reports whether the two reports say the same.
func (c *Comparison) Same() bool {
	return !c.Regressed() && len(c.Better)+len(c.Decided)+len(c.Differ)+len(c.Reasons)+len(c.Added)+len(c.Went)+len(c.Mended)+c.HeldBoth == 0
}
