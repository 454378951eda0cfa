package proof

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// neverFires switches an entry of the table off.
func (w *Workshop) neverFires(r *spec.Rule) []*Mutant {
	var all []*Mutant
	for _, i := range w.refusing(r) {
		all = append(all, &Mutant{How: "never refuses" + w.label(r, i), Also: w.echoed(r), alter: func(s *server) {
			s.takesStrays()
			s.rule(i, func(r *mock.Rule) {
				r.Breaks = func(*mock.Call, mock.Limits) (string, bool) { return "", false }
			})
		}})
	}
	return all
}

// oneStepOff moves each boundary of a range, a length or a limit by one, either way.
func (w *Workshop) oneStepOff(r *spec.Rule) []*Mutant {
	if !slices.Contains([]spec.Kind{"range", "length", "limit"}, r.Kind) {
		return nil
	}
	var all []*Mutant
	for _, i := range w.refusing(r) {
		l := w.table.Rules[i].Limits
		if l.Min == l.Max {
			continue
		}
		for _, by := range []int{-step(r), step(r)} {
			if r.Kind != "limit" {
				all = append(all, moved(i, fmt.Sprintf("begins at %d, not at %d", l.Min+by, l.Min), func(l *mock.Limits) { l.Min += by }))
			}
			all = append(all, moved(i, fmt.Sprintf("ends at %d, not at %d", l.Max+by, l.Max), func(l *mock.Limits) { l.Max += by }))
		}
	}
	return all
}

// moved is a mutant with other limits in one entry.
func moved(i int, how string, by func(*mock.Limits)) *Mutant {
	return &Mutant{How: how, alter: func(s *server) { s.limits(i, by) }}
}

// step is 1. Of minutes it is 2: scenarios keep a minute away from the boundary, for clocks differ.
func step(r *spec.Rule) int {
	if strings.HasSuffix(r.Fact.Name, "-date") {
		return 2
	}
	return 1
}

// oneElementOff makes a set smaller by each of its elements, and larger by each that lies next to it.
func (w *Workshop) oneElementOff(r *spec.Rule) []*Mutant {
	if !slices.Contains([]spec.Kind{"values", "tolerance", "alphabet"}, r.Kind) {
		return nil
	}
	var all []*Mutant
	for _, i := range w.entries(r) {
		l := w.table.Rules[i].Limits
		if l.Tolerated {
			continue
		}
		for _, v := range w.elements(r, l) {
			all = append(all, moved(i, "does without "+v+w.label(r, i), func(l *mock.Limits) { l.Values = without(l.Values, v) }))
		}
		for _, v := range w.neighbours(r, l) {
			m := moved(i, fmt.Sprintf("takes %q as well%s", v, w.label(r, i)), func(l *mock.Limits) { l.Values = append(slices.Clone(l.Values), v) })
			m.Also = w.echoed(r)
			all = append(all, m)
		}
		if len(l.Classes) > 0 {
			all = append(all, alphabet(i, l)...)
		}
	}
	return all
}

func without(values []string, v string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(o string) bool { return o == v })
}

// elements are those of a set that the rule itself lists. A tolerance lists none and means all.
func (w *Workshop) elements(r *spec.Rule, l mock.Limits) []string {
	return slices.DeleteFunc(slices.Clone(l.Values), func(v string) bool {
		return r.Kind != "tolerance" && !slices.Contains(r.Fact.Values, v)
	})
}

// echoed are the rules of the answer that break along with a rule of the request when what it should have refused is
// accepted and answered as it came.
func (w *Workshop) echoed(r *spec.Rule) []string {
	var also []string
	for _, i := range w.entries(r) {
		for _, id := range []string{w.table.Rules[i].ID, w.table.Rules[i].Also} {
			for _, m := range w.members {
				if rule := w.suite.Ledger.Rule(id); rule != nil && rule.Fact.Name != "" && m.answers() && m.name() == rule.Fact.Name && m.rules["enum"] != "" {
					also = append(also, m.rules["enum"])
				}
			}
		}
	}
	return also
}

// neighbours are values that a set does not have and that the rule's own scenarios send.
func (w *Workshop) neighbours(r *spec.Rule, l mock.Limits) []string {
	var out []string
	for i := range w.suite.Plan.Scenarios {
		s := &w.suite.Plan.Scenarios[i]
		for _, v := range s.Values {
			text := strings.Trim(v.Value, `"`)
			if s.Rule == r.ID && len(l.Values) > 0 && strings.HasPrefix(v.Value, `"`) && !slices.Contains(slices.Concat(l.Values, out), text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// stricter lets an entry refuse what it is there to let pass.
func (w *Workshop) stricter(r *spec.Rule) []*Mutant {
	var all []*Mutant
	for _, i := range w.permitting(r) {
		if r.Kind == "values" {
			continue
		}
		all = append(all, moved(i, "insists on more"+w.label(r, i), func(l *mock.Limits) {
			l.Tolerated, l.Required = false, true
			if r.Fact.Dependent != nil {
				l.Values = []string{"slb:DescribeVServerGroupAttribute"}
			}
		}))
	}
	return all
}

// refusesIt adds an entry that refuses what the rule promises to accept.
func (w *Workshop) refusesIt(r *spec.Rule) []*Mutant {
	if isUnlike(r.Name) || !w.acceptsFirst(r) || w.inAnswer(r.Name) {
		return nil
	}
	all := []*Mutant{{How: "adds, and says that it refused", alter: func(s *server) {
		s.edits(underTest, func(a *wire.Answer) {
			if a.Status == http.StatusOK {
				a.Status, a.Body = http.StatusBadRequest, refusal(a.Body)
			}
		})
	}}}
	if slices.Contains([]spec.Kind{"sample", "default", "signature", "tolerance", "authorization"}, r.Kind) {
		all = append(all, &Mutant{How: "refuses every call", alter: func(s *server) { s.refuses(r.ID, "UnsupportedParameter") }})
	}
	return all
}

// refusal is a well-formed refusal for no reason of any rule, with the request id of a success.
func refusal(success []byte) []byte {
	id := (&wire.Exchange{Answer: &wire.Answer{Body: success}}).RequestID()
	return fmt.Appendf(nil, `{"RequestId":%q,"HostId":"slb.aliyuncs.com","Code":"UnsupportedOperation","Message":"Not now."}`, id)
}

// acceptsFirst says whether a scenario of the rule expects the very first call under test to succeed: a set-up that
// needs the same call would fail before.
func (w *Workshop) acceptsFirst(r *spec.Rule) bool {
	says := func(s *plan.Scenario, sentence string) bool {
		return slices.ContainsFunc(s.Steps, func(st plan.Step) bool { return strings.HasPrefix(st.Text, sentence) })
	}
	return slices.ContainsFunc(w.scenarios(r), func(s *plan.Scenario) bool {
		return says(s, "the call succeeds") && !says(s, "the group already has")
	})
}

// saysSomewhere says whether a scenario of the rule has a sentence.
func (w *Workshop) saysSomewhere(r *spec.Rule, sentence string) bool {
	return slices.ContainsFunc(w.scenarios(r), func(s *plan.Scenario) bool {
		return slices.ContainsFunc(s.Steps, func(st plan.Step) bool { return strings.HasPrefix(st.Text, sentence) })
	})
}
