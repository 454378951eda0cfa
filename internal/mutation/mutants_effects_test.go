package mutation

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

// notApplied accepts a call and leaves the group as it was, for every rule of which a scenario expects a success. What a policy
// must grant is that a call is let through; what comes of the call is the rule of its effect.
func (g *Generator) notApplied(r *spec.Rule) []*Mutant {
	kinds := []spec.Kind{"range", "length", "limit", "alphabet", "values", "tolerance", "sample", "authorization", "signature", "default", "required", "effect"}
	if r.Kind == "authorization" && !permissive(r) {
		return nil
	}
	if !slices.Contains(kinds, r.Kind) || g.ofAnswers(r) || !g.accepts(r) || !g.changesServers(r) || !g.ofServers(r) {
		return nil
	}
	all := []*Mutant{{How: "accepts and changes nothing", Also: g.effects(r), alter: func(s *mutated) {
		s.changes(func(before, _ []mock.BackendServer) []mock.BackendServer { return before })
	}}}
	if r.Kind == "effect" && r.Basis == spec.Stated {
		all = append(all, behind("answers as if, and changes nothing", func(before, _ []mock.BackendServer) []mock.BackendServer { return before }))
	}
	return all
}

// effects are the rules of what the operation under test makes of a list: a call that changes nothing breaks them too.
func (g *Generator) effects(r *spec.Rule) []string {
	return g.rules(func(of *spec.Rule) bool { return of.Operation == g.underTest(r) && of.Checks == spec.AnyLawfulList })
}

// ofServers reports whether a rule's fact is about backend servers, not about another parameter or a tag.
func (g *Generator) ofServers(r *spec.Rule) bool {
	o := g.table.Operations[g.underTest(r)]
	if only := operationOf(g.underTest(r)).Changes; only != "" {
		return r.Fact.Name == only
	}
	return r.Fact.Name == "" || slices.Contains(memberNames(), r.Fact.Name) || r.Fact.Name == o.Adds || r.Fact.Name == o.Names
}

// stores reports whether the calls under test keep the member that a rule is about.
func (g *Generator) stores(r *spec.Rule) bool {
	return g.table.Operations[g.underTest(r)].Adds != "" || operationOf(g.underTest(r)).Changes == r.Fact.Name && r.Fact.Name != ""
}

// storedOtherwise accepts a call and keeps another value of the member that the rule is about; of a sample, of every
// member that it shows.
func (g *Generator) storedOtherwise(r *spec.Rule) []*Mutant {
	kinds := []spec.Kind{"range", "length", "alphabet", "values", "effect", "default", "sample", "precondition"}
	if !slices.Contains(kinds, r.Kind) || g.ofAnswers(r) || !g.stores(r) || g.parameter(r) {
		return nil
	}
	names := []string{r.Fact.Name}
	if r.Kind == "sample" {
		names = memberNames()
	}
	var all []*Mutant
	for _, name := range names {
		if otherValue(name) == nil || r.Kind == "sample" && !g.sends(r, name) {
			continue
		}
		all = append(all, &Mutant{How: "keeps another " + name, keeps: name, alter: func(s *mutated) { s.stores(otherValue(name)) }})
	}
	return all
}

// sends reports whether a list that a scenario of the rule sends has a member.
func (g *Generator) sends(r *spec.Rule, name string) bool {
	return slices.ContainsFunc(g.scenarios(r), func(s *plan.Scenario) bool {
		return slices.ContainsFunc(s.Steps, func(st plan.Step) bool { return strings.Contains(st.Argument, `"`+name+`"`) })
	})
}

// oneForAll keeps one value of the member that an effect is about, whatever is asked for.
func (g *Generator) oneForAll(r *spec.Rule) []*Mutant {
	if r.Kind != "effect" || g.ofAnswers(r) || sameForAll(r.Fact.Name) == nil {
		return nil
	}
	return []*Mutant{{How: "keeps one " + r.Fact.Name + ", whatever is asked for", alter: func(s *mutated) { s.stores(sameForAll(r.Fact.Name)) }}}
}

// trimmed keeps a text without the signs at its ends that its alphabet has besides letters and digits.
func (g *Generator) trimmed(r *spec.Rule) []*Mutant {
	if r.Kind != "alphabet" || r.Fact.Characters == "" || g.ofAnswers(r) {
		return nil
	}
	trim := func(text string) string { return strings.Trim(text, r.Fact.Characters) }
	const how = "without the signs at its ends"
	switch {
	case g.parameter(r):
		return []*Mutant{g.keeping(r, how, trim)}
	case g.stores(r) && r.Fact.Name == "Description":
		return []*Mutant{{How: "keeps Description " + how, keeps: r.Fact.Name, alter: func(s *mutated) {
			s.stores(func(m *mock.BackendServer) {
				if m.Description != nil {
					text := trim(*m.Description)
					m.Description = &text
				}
			})
		}}}
	}
	return nil
}

// ignoresIt looks at a parameter, and then serves the call as if it were not given; or as if it were when it is not.
func (g *Generator) ignoresIt(r *spec.Rule) []*Mutant {
	if !g.parameter(r) || r.Kind != "effect" && r.Kind != "default" {
		return nil
	}
	if r.Kind == "default" {
		other := map[string]string{"false": "true", "true": "false"}[*r.Fact.Default]
		return []*Mutant{g.serving(r, fmt.Sprintf("takes %s for a %s left out", other, r.Fact.Name), func(c *mock.Call) bool {
			given := c.Param(r.Fact.Name) != ""
			if !given {
				c.SetParam(r.Fact.Name, other)
			}
			return !given
		})}
	}
	return []*Mutant{g.serving(r, "takes no notice of "+r.Fact.Name, func(c *mock.Call) bool {
		ignored := false
		for _, name := range c.Params() {
			if name == r.Fact.Name || strings.HasPrefix(name, r.Fact.Name+".") {
				c.SetParam(name, "")
				ignored = true
			}
		}
		return ignored
	})}
}

// keepsSmallLetters serves a call as if a parameter were given in small letters.
func (g *Generator) keepsSmallLetters(r *spec.Rule) []*Mutant {
	return []*Mutant{g.keeping(r, "in small letters", strings.ToLower)}
}

// keepsFirstLetters serves a call as if the beginning of a parameter had been given.
func (g *Generator) keepsFirstLetters(r *spec.Rule) []*Mutant {
	return []*Mutant{g.keeping(r, "cut to four letters", func(given string) string { return given[:min(4, len(given))] })}
}

func (g *Generator) keeping(r *spec.Rule, how string, as func(string) string) *Mutant {
	return g.serving(r, "keeps "+r.Fact.Name+" "+how, func(c *mock.Call) bool {
		given := c.Param(r.Fact.Name)
		c.SetParam(r.Fact.Name, as(given))
		return given != as(given)
	})
}

// serving is a mutant that serves another call than the one that came, once that broke no rule; change reports whether it
// is another.
func (g *Generator) serving(r *spec.Rule, how string, change func(c *mock.Call) bool) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		s.serves(g.underTest(r), func(o mock.Operation, c *mock.Call) mock.Reply {
			if change(c) {
				s.reached()
			}
			return o.Serve(c)
		})
	}}
}

// anotherDefault changes what a member left out means.
func (g *Generator) anotherDefault(r *spec.Rule) []*Mutant {
	if r.Kind != "default" {
		return nil
	}
	var all []*Mutant
	add := func(value any, change func(*mock.Defaults)) {
		all = append(all, &Mutant{How: fmt.Sprintf("takes %v for a %s left out", value, r.Fact.Name), alter: func(s *mutated) {
			change(&s.Table.Defaults)
			s.touchesCalls()
			s.reached() // whether a call met it cannot be told from outside
		}})
	}
	switch r.Fact.Name {
	case "Weight":
		for _, n := range []int{0, 1, g.table.Defaults.Weight - 1} {
			add(n, func(d *mock.Defaults) { d.Weight = n })
		}
	case "Type":
		for _, kind := range without([]string{"ecs", "eni", "eci"}, g.table.Defaults.Type) {
			add(kind, func(d *mock.Defaults) { d.Type = kind })
		}
	}
	return all
}

// refusesIt refuses what the rule promises to accept.
func (g *Generator) refusesIt(r *spec.Rule) []*Mutant {
	if special := operationOf(g.underTest(r)).RefusesIt; special != nil && !g.ofAnswers(r) && g.accepts(r) {
		return special(g, r)
	}
	if g.ofAnswers(r) || !g.acceptsFirst(r) {
		return nil
	}
	all := []*Mutant{{How: "does it, and says that it refused", alter: func(s *mutated) {
		s.edits(g.underTest(r), func(a *wire.Answer) {
			if a.Status == http.StatusOK {
				a.Status, a.Body = http.StatusBadRequest, refusal(a.Body)
			}
		})
	}}}
	switch r.Kind {
	case "authorization":
		all = append(all, &Mutant{How: "refuses every RAM user for want of rights", alter: func(s *mutated) {
			s.refusesAs(unrecorded(http.StatusForbidden, "Forbidden.RAM"), mock.StageGateway, func(c *mock.Call) bool { return c.User() != nil })
		}})
	case "sample", "default", "signature", "tolerance":
		all = append(all, &Mutant{How: "refuses every call", alter: func(s *mutated) {
			s.refuses(mock.StageParse, func(*mock.Call) bool { return true })
		}})
	}
	return all
}

// refusal is a well-formed refusal for no reason of any rule, with the request id of a success.
func refusal(success []byte) []byte {
	id := (&wire.Exchange{Answer: &wire.Answer{Body: success}}).RequestID()
	return fmt.Appendf(nil, `{"RequestId":%q,"HostId":"slb.aliyuncs.com","Code":%q,"Message":"Not now."}`, id, foreignCode)
}
