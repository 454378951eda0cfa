package reports

import (
	"cmp"
	"fmt"
	"strings"
)

// figure is one number of a run with a name and an explanation.
type figure struct {
	Name, Value string
	says        string // the explanation, with the comma or colon before it
}

// String is the figure in a line.
func (f figure) String() string { return f.Value + f.says }

// Says is the explanation by itself.
func (f figure) Says() string { return strings.TrimLeft(f.says, " ,:") }

// figures are the figures that the page and the summary show.
func (r *Report) figures() []figure {
	scenarios := r.scenarios()
	if r.Generated != nil {
		scenarios.says += "; generated: " + r.Generated.String()
	}
	return []figure{r.codes(), scenarios, r.findings(), r.Proof.figure(), r.took()}
}

func (r *Report) codes() figure {
	t, notRun := r.Totals, 0
	said := " provoked as documented"
	if t.CodesByName > 0 {
		said += fmt.Sprintf(": %d by their cause, %d by a named resource of the mock", t.CodesProvoked-t.CodesByName, t.CodesByName)
	}
	for i := range r.Rules {
		if r.Rules[i].Error != nil && r.Rules[i].Verdict == NotRun {
			notRun++
		}
	}
	if notRun > 0 {
		said += fmt.Sprintf("; %d not run", notRun)
	}
	return figure{"error codes", fmt.Sprintf("%d of %d", t.CodesProvoked, t.ErrorCodes), said}
}

func (r *Report) scenarios() figure {
	all := r.Totals.Scenarios
	return figure{"scenarios", thousands(all.Sum()), ": " + cmp.Or(all.String(), "none")}
}

func (r *Report) findings() figure {
	if r.Totals.Findings+r.Totals.Acknowledged == 0 {
		return figure{Name: "findings", Value: "none"}
	}
	return figure{"findings", fmt.Sprintf("%d new", r.Totals.Findings), fmt.Sprintf(", %d known", r.Totals.Acknowledged)}
}

func (p Proof) figure() figure {
	killed := thousands(p.Killed) + " of " + thousands(p.Mutants)
	if said, holds := strings.CutPrefix(p.String(), killed); holds {
		return figure{"proof", killed, said}
	}
	value, said, _ := strings.Cut(p.String(), ":")
	return figure{"proof", value, ":" + said}
}

// took is how long the run took, for how many calls, and in which order where that was random.
func (r *Report) took() figure {
	said := ", " + plural(r.Totals.Calls, "call")
	if r.Identity.Seed != 0 {
		said += fmt.Sprintf(", seed %d", r.Identity.Seed)
	}
	return figure{"time", seconds(r.Identity.Duration), said}
}
