package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Cause is one rule that explains contradictions, with all that follow from it.
type Cause struct {
	Rule          string   `json:"rule"`                  // the rule that is broken
	Basis         Basis    `json:"basis,omitempty"`       // why the rule is believed; absent where no rule is at fault
	Verdict       Verdict  `json:"verdict"`               // the worst of the contradictions that stand in it
	Reason        string   `json:"reason"`                // what was expected and what was seen, and both readings where there are two
	Scenarios     []string `json:"scenarios"`             // ids of those that show it, its own first
	Held          int      `json:"held,omitempty"`        // how many of those hold what they test, and saw it besides
	Followers     []string `json:"followers"`             // ids of those that were not judged because of it
	FollowerRules []string `json:"follower_rules"`        // ids of the rules of those
	Beside        []string `json:"beside,omitempty"`      // rules that would explain it alike
	Exchange      int      `json:"exchange"`              // that shows it: index into exchanges; -1 for none
	MockRule      string   `json:"mock_rule,omitempty"`   // the rule of the mock that spoke
	AnswerFile    string   `json:"answer_file,omitempty"` // the recorded answer that the mock gave
}

// Premise is a call that shows whether the inventory is right. It is no test case.
type Premise struct {
	Role     string `json:"role"`     // what the call was made to show
	Shown    bool   `json:"shown"`    // the role is what the inventory says
	Says     string `json:"says"`     // what was answered, and what that means
	Exchange int    `json:"exchange"` // index into exchanges; -1 when the role was shown by calls of the run
}

// Fails reports whether a fault fails its run. A stale divergence of the mock is a warning.
func (r *Report) Fails(f Fault) bool { return f.Kind != "stale" || !r.OnMock() }

// OnMock reports whether the mock answered, which has no excuse for what could not be judged.
func (r *Report) OnMock() bool { return r.Identity.Target == "mock" }

// EachFault are the faults of the run, each once, in the order in which they were first met; one that several scenarios met
// has their number.
func (r *Report) EachFault() []Fault {
	var each []Fault
	met := map[Fault]int{}
	for _, f := range r.Faults {
		same := Fault{Kind: f.Kind, Says: f.Says}
		if met[same]++; met[same] == 1 {
			each = append(each, f)
		}
	}
	for i, f := range each {
		if n := met[Fault{Kind: f.Kind, Says: f.Says}]; n > 1 {
			each[i].Says += fmt.Sprintf(" (%d scenarios)", n)
		}
	}
	return each
}

// Message is what happened, after the file and line to correct where they are known.
func (f Fault) Message() string {
	if f.File == "" {
		return f.Says
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Says)
}

// Reason is why some scenarios have a verdict.
type Reason struct {
	Verdict   Verdict
	Says      string
	Scenarios int
}

// Reasons lists why scenarios have one of the verdicts: inconclusive before not run, then the most frequent first. All
// scenarios that follow from a contradicted rule have one common reason.
func (r *Report) Reasons(verdicts ...Verdict) []Reason {
	type key struct {
		verdict Verdict
		says    string
	}
	count, explained := map[key]int{}, map[string]string{}
	for _, c := range r.causesOf(Inconclusive, NotRun) {
		for _, id := range slices.Concat(c.Scenarios, c.Followers) {
			explained[id] = c.Reason
		}
	}
	follows := r.followers()
	for _, s := range r.Scenarios {
		says, known := explained[s.ID]
		if !slices.Contains(verdicts, s.Verdict) {
			continue
		}
		if !known && follows[s.ID] != "" {
			says = "follows from a rule that is contradicted"
		}
		count[key{s.Verdict, cmp.Or(says, s.Reason)}]++
	}
	var all []Reason
	for k, n := range count {
		all = append(all, Reason{k.verdict, k.says, n})
	}
	slices.SortFunc(all, func(a, b Reason) int {
		return cmp.Or(a.Verdict.Rank()-b.Verdict.Rank(), b.Scenarios-a.Scenarios, strings.Compare(a.Says, b.Says))
	})
	return all
}
