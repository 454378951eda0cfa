package reports

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// title names what was tested: the operation, or how many there are and what their names have in common.
func (id *Identity) title() string {
	if len(id.Operations) < 2 {
		return id.Operation
	}
	if common := id.common(); common != "" {
		return fmt.Sprintf("%d %s operations", len(id.Operations), common)
	}
	return plural(len(id.Operations), "operation")
}

// common is the longest word that all names of operations hold, such as VServerGroup; empty where there is none.
func (id *Identity) common() string {
	const shortest = 5
	longest, first := "", id.Operations[0].Name
	for i := range first {
		if !upper(rune(first[i])) {
			continue
		}
		for j := i + shortest; j <= len(first); j++ {
			if word := first[i:j]; len(word) > len(longest) && id.allHold(word) {
				longest = word
			}
		}
	}
	return longest
}

func (id *Identity) allHold(word string) bool {
	return !slices.ContainsFunc(id.Operations, func(o Operation) bool { return !strings.Contains(o.Name, word) })
}

// dated is the dates of the documents, as a range.
func (id *Identity) dated() string {
	first, last := id.PageDate, id.PageDate
	for _, o := range id.Operations {
		for _, d := range o.Documents {
			if d.Date != "" {
				first, last = min(first, d.Date), max(last, d.Date)
			}
		}
	}
	if first == last {
		return "document of " + first
	}
	return fmt.Sprintf("documents of %s to %s", first, last)
}

// against names documents and target on one line.
func (r *Report) against() string { return r.Identity.dated() + ", against " + r.answering() }

// answering says who gave the answers of the run, with "a capture of" for a replay.
func (r *Report) answering() string {
	if r.Identity.Target == "replay" {
		return "a capture of " + r.answered()
	}
	return r.answered()
}

// answered says who answered, in a replay the captured calls: the service, the mock, or what stands in for the service at an
// endpoint.
func (r *Report) answered() string {
	id := r.Identity
	switch {
	case id.Evidence != string(Rehearsed):
		return "the service in " + id.Region
	case id.AnsweredBy == "" && id.Target == "live": // a report of before who answered was said
		return "the recorded mock, served over the network"
	case id.AnsweredBy == "" || id.Target == "mock" || strings.Contains(id.AnsweredBy, "in process"):
		return "the recorded mock"
	}
	return id.AnsweredBy + " at " + id.Endpoint
}

// worst is the worst verdict of the run, which colours the headline. A run that ended early has not judged all it was asked to.
func (r *Report) worst() Verdict {
	verdicts := make([]Verdict, 0, len(r.Rules))
	for i := range r.Rules {
		verdicts = append(verdicts, r.Rules[i].Verdict)
	}
	if r.Undecided() > 0 || r.Incomplete != "" {
		verdicts = append(verdicts, Inconclusive)
	}
	return roll(verdicts...)
}

func (r *Report) divergences() string {
	least, stale := r.Divergences[0].DaysLeft, 0
	for _, d := range r.Divergences {
		least = min(least, d.DaysLeft)
		if d.Stale != "" {
			stale++
		}
	}
	said := fmt.Sprintf("%d listed, %d stale", len(r.Divergences), stale)
	if least >= 0 {
		return said + fmt.Sprintf(", the next expires in %s", plural(least, "day"))
	}
	return said + fmt.Sprintf(", one expired %s ago", plural(-least, "day"))
}

// String says in a line what the proof found, or that the suite is unproven.
func (p Proof) String() string {
	if !p.Holds {
		return "unproven: the suite has changed since it was last proven"
	}
	said := fmt.Sprintf("%s of %s mutants killed, %d of %d broken servers caught", thousands(p.Killed), thousands(p.Mutants), p.Caught, p.BrokenServers)
	if p.Variants > 0 {
		said += fmt.Sprintf(", %d of %d lawful variants accepted", p.Accepted, p.Variants)
	}
	if p.Mistakes > 0 {
		said += fmt.Sprintf(", %d of %d mistakes named", p.Named, p.Mistakes)
	}
	return said
}

func seconds(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}
