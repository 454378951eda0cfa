package proof

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/spec"
)

// notApplied accepts a call and adds nothing, for every rule whose scenarios look at the group afterwards.
func (w *Workshop) notApplied(r *spec.Rule) []*Mutant {
	kinds := []spec.Kind{"range", "length", "limit", "alphabet", "values", "tolerance", "sample", "authorization", "signature", "default", "required", "effect"}
	if !slices.Contains(kinds, r.Kind) || w.inAnswer(r.Name) || isUnlike(r.Name) || !w.saysSomewhere(r, "the call succeeds") {
		return nil
	}
	return []*Mutant{{How: "accepts and adds nothing", alter: func(s *server) {
		s.adds(func([]mock.Member) []mock.Member { return nil })
	}}}
}

// storedOtherwise accepts a call and keeps another value of the member that the rule is about; of a sample, of
// every member.
func (w *Workshop) storedOtherwise(r *spec.Rule) []*Mutant {
	kinds := []spec.Kind{"range", "length", "alphabet", "values", "effect", "default", "sample", "precondition"}
	if !slices.Contains(kinds, r.Kind) || w.inAnswer(r.Name) {
		return nil
	}
	names := []string{r.Fact.Name}
	if r.Kind == "sample" {
		names = memberNames()
	}
	var all []*Mutant
	for _, name := range names {
		if otherValue(name) == nil || r.Kind == "sample" && !w.sends(r, name) {
			continue
		}
		all = append(all, &Mutant{How: "keeps another " + name, alter: func(s *server) {
			s.stores(otherValue(name))
		}})
	}
	return all
}

// sends says whether a list that a scenario of the rule sends has a member.
func (w *Workshop) sends(r *spec.Rule, name string) bool {
	return slices.ContainsFunc(w.scenarios(r), func(s *plan.Scenario) bool {
		return slices.ContainsFunc(s.Steps, func(st plan.Step) bool { return strings.Contains(st.Argument, `"`+name+`"`) })
	})
}

func memberNames() []string {
	return []string{"ServerId", "Type", "ServerIp", "Port", "Weight", "Description"}
}

// otherValue gives a member of a backend server a value that is as good as the one it has; nil when there is no
// such member.
func otherValue(name string) func(*mock.Member) {
	return map[string]func(*mock.Member){
		"ServerId": func(m *mock.Member) { m.ServerID += "x" },
		"Type":     func(m *mock.Member) { m.Type = map[string]string{"ecs": "eni", "eni": "eci", "eci": "ecs"}[m.Type] },
		"ServerIp": func(m *mock.Member) { m.ServerIP = "10.0.1.99" },
		"Port":     func(m *mock.Member) { m.Port = next(m.Port, 65535) },
		"Weight":   func(m *mock.Member) { m.Weight = next(m.Weight, 100) },
		"Description": func(m *mock.Member) {
			other := "x"
			if m.Description != nil {
				other = *m.Description + "x"
			}
			m.Description = &other
		},
	}[name]
}

func next(n, last int) int {
	if n < last {
		return n + 1
	}
	return n - 1
}

// anotherDefault changes what a member left out means.
func (w *Workshop) anotherDefault(r *spec.Rule) []*Mutant {
	var all []*Mutant
	if r.Kind != "default" {
		return nil
	}
	switch r.Fact.Name {
	case "Weight":
		for _, n := range []int{0, 1, w.table.Defaults.Weight - 1} {
			all = append(all, defaults(fmt.Sprintf("takes %d for a weight left out", n), func(d *mock.Defaults) { d.Weight = n }))
		}
	case "Type":
		for _, kind := range []string{"eni", "eci"} {
			all = append(all, defaults("takes "+kind+" for a type left out", func(d *mock.Defaults) { d.Type = kind }))
		}
	}
	return all
}

// defaults is a mutant with other defaults. Whether a call met them cannot be told from outside.
func defaults(how string, change func(*mock.Defaults)) *Mutant {
	return &Mutant{How: how, alter: func(s *server) {
		change(&s.Table.Defaults)
		s.reached()
	}}
}

// optioned is a mutant with other options.
func optioned(how string, change func(*mock.Options)) *Mutant {
	return &Mutant{How: how, alter: func(s *server) {
		change(&s.Options)
		s.reached()
	}}
}

// stores makes a service keep other values than those it was given.
func (s *server) stores(change func(*mock.Member)) {
	s.adds(func(added []mock.Member) []mock.Member {
		for i := range added {
			change(&added[i])
		}
		return added
	})
}
