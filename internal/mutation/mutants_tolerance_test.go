package mutation

import (
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// refusing is a mutant that refuses calls which the service should take.
func refusing(how string, stage mock.Stage, which func(s *mutated, c *mock.Call) bool) *Mutant {
	return &Mutant{How: how, alter: func(s *mutated) {
		s.refuses(stage, func(c *mock.Call) bool { return which(s, c) })
	}}
}

// refusingItems refuses calls that list such a backend server.
func refusingItems(how string, which func(wire.Members) bool) *Mutant {
	return refusing(how, mock.StageElement, func(s *mutated, c *mock.Call) bool { return slices.ContainsFunc(s.items(c), which) })
}

// insistsOnBoth refuses a call that has one of two parameters, or the one or the other of them alone. Samples that have one cannot
// hold either.
func insistsOnBoth(one, other string) func(*Generator, *spec.Rule) []*Mutant {
	return func(g *Generator, r *spec.Rule) []*Mutant {
		insists := func(how string, without ...string) *Mutant {
			m := refusing(how, mock.StageParse, func(_ *mutated, c *mock.Call) bool {
				lacks := func(name string) bool { return c.Param(name) == "" }
				return lacks(one) != lacks(other) && slices.ContainsFunc(without, lacks)
			})
			for _, sample := range g.suite.Ledger.RulesOf(g.underTest(r)) {
				if sample.Kind == "sample" {
					m.Also = append(m.Also, sample.ID)
				}
			}
			return m
		}
		return []*Mutant{
			insists("insists on both "+one+" and "+other, one, other),
			insists("insists on "+one+" beside "+other, one),
			insists("insists on "+other+" beside "+one, other),
		}
	}
}

// stricter refuses what a rule lets pass: what may be left out, what a policy need not say, what the document knows
// without declaring it.
func (g *Generator) stricter(r *spec.Rule) []*Mutant {
	f := r.Fact
	switch {
	case r.Kind == "required" && permissive(r) && g.parameter(r):
		return []*Mutant{refusing("insists on "+f.Name, mock.StageParse, func(_ *mutated, c *mock.Call) bool {
			return !slices.ContainsFunc(c.Params(), func(name string) bool {
				return name == f.Name && c.Param(name) != "" || strings.HasPrefix(name, f.Name+".")
			})
		})}
	case r.Kind == "required" && permissive(r):
		return []*Mutant{refusingItems("insists on "+f.Name, lacks(f.Name))}
	case r.Kind == "authorization" && permissive(r):
		return []*Mutant{refusing("insists on more than the policy says", mock.StageParse, func(_ *mutated, c *mock.Call) bool { return c.User() != nil })}
	case r.Kind == "tolerance":
		return g.stricterThan(r)
	}
	return nil
}

// stricterThan refuses what the document puts down to a rule of tolerance.
func (g *Generator) stricterThan(r *spec.Rule) []*Mutant {
	underTest := g.underTest(r)
	var all []*Mutant
	if g.full(underTest, g.contract.rules["parameters"]) == r.ID {
		all = append(all, refusing("refuses parameters that nobody documents", mock.StageParse, g.undeclaredParameter))
	}
	if g.full(underTest, g.contract.rules["methods"]) == r.ID {
		all = append(all, refusing("refuses a form body", mock.StageGateway, func(_ *mutated, c *mock.Call) bool { return len(c.Request().Body) > 0 }))
	}
	for _, n := range g.contract.nodes {
		if n.action != underTest || n.in == "" {
			continue
		}
		documented := g.members(n)
		for keyword, mutant := range map[string]*Mutant{
			"single-quotes":        refusing("refuses single quotes", mock.StageParse, singleQuotes),
			"duplicate-keys":       refusingItems("refuses a member given twice", memberTwice),
			"lower-camel-keys":     refusingItems("refuses small first letters", smallLetters(documented)),
			"additionalProperties": refusingItems("refuses members that nobody documents", unknownMember(documented)),
		} {
			if n.rules[keyword] != "" && g.ruleOf(n, keyword) == r.ID {
				all = append(all, mutant)
			}
		}
	}
	return all
}

// members are those that a list in a request may have, by the document.
func (g *Generator) members(list node) []string {
	var names []string
	for _, n := range g.contract.nodes {
		if n.action == list.action && n.in == list.in {
			names = append(names, n.name())
		}
	}
	return names
}

func singleQuotes(s *mutated, c *mock.Call) bool {
	return slices.ContainsFunc(s.texts(c), func(text string) bool { return strings.HasPrefix(strings.TrimLeft(text, " [{"), "'") })
}

// undeclaredParameter reports whether a call has a parameter that neither the document nor a signature scheme knows.
func (g *Generator) undeclaredParameter(_ *mutated, c *mock.Call) bool {
	ofSignatures := []string{
		"AccessKeyId", "Action", "Format", "SecurityToken", "Signature", "SignatureMethod", "SignatureNonce", "SignatureType",
		"SignatureVersion", "Timestamp", "Version",
	}
	return slices.ContainsFunc(c.Params(), func(name string) bool {
		known, _, _ := strings.Cut(name, ".")
		return !slices.Contains(ofSignatures, name) && !slices.Contains(g.contract.parameters[c.Action()], known)
	})
}

// refusals are the sorts of mutants that refuse one thing which a rule promises to take; the rule names them.
func refusals() []Sort {
	var sorts []Sort
	add := func(name string, m *Mutant) {
		sorts = append(sorts, Sort{Name: name, Named: true, Lawful: name != numbersAsStrings, Make: only(m)})
	}
	item := func(name string, which func(wire.Members) bool) { add(name, refusingItems(name, which)) }
	call := func(name string, which func(*mutated, *mock.Call) bool) {
		add(name, refusing(name, mock.StageElement, which))
	}

	item("refuses numbers", writesNumbers(asNumber))
	item(numbersAsStrings, writesNumbers(asString))
	item("refuses another order", otherOrder)
	call("refuses white space", whiteSpace)
	call("refuses empty parameters", emptyParameter)
	call("refuses an empty list", emptyList)
	call("refuses a server twice", serverTwice)
	call("refuses several kinds", severalKinds)
	call("refuses a server on two ports", anotherPort)
	sorts = append(sorts,
		Sort{Name: "refuses a kind of server", Named: true, Make: refusesKinds},
		Sort{Name: "passes over a kind of server", Named: true, Make: passesOverKinds, Shows: true},
		Sort{Name: "refuses capitals in a tag", Named: true, Lawful: true, Make: only(refusesCapitals("aliyun", "acs:", "http://", "https://")...)},
		Sort{Name: "refuses null", Named: true, Lawful: true, Make: only(refusesNull("Weight", "Type", "Description", "ServerIp")...)})
	return sorts
}

// numbersAsStrings is how the samples write numbers: who refuses them refuses the plain call.
const numbersAsStrings = "refuses numbers as strings"

// refusesCapitals refuses one of the words after the other in a tag, where it is written in capitals.
func refusesCapitals(words ...string) []*Mutant {
	var all []*Mutant
	for _, word := range words {
		all = append(all, refusing("refuses a tag with "+word+" in capitals", mock.StageParse, func(_ *mutated, c *mock.Call) bool {
			return slices.ContainsFunc(c.Params(), func(name string) bool {
				text := c.Param(name)
				return strings.HasPrefix(name, "Tag.") && !strings.Contains(text, word) && strings.Contains(strings.ToLower(text), word)
			})
		}))
	}
	return all
}

// refusesNull refuses null in place of one member after the other.
func refusesNull(members ...string) []*Mutant {
	var all []*Mutant
	for _, name := range members {
		all = append(all, refusingItems("refuses a null "+name, func(item wire.Members) bool { return string(valueOf(item, name)) == "null" }))
	}
	return all
}

func whiteSpace(s *mutated, c *mock.Call) bool {
	return slices.ContainsFunc(s.texts(c), func(text string) bool { return text != strings.TrimSpace(text) })
}

func emptyParameter(_ *mutated, c *mock.Call) bool {
	return slices.ContainsFunc(c.Params(), func(name string) bool { return c.Param(name) == "" })
}

func emptyList(s *mutated, c *mock.Call) bool { return len(s.texts(c)) > 0 && len(s.items(c)) == 0 }

func serverTwice(_ *mutated, c *mock.Call) bool {
	asked := c.Asked()
	return slices.ContainsFunc(asked, func(m mock.BackendServer) bool { return countFunc(asked, m.SameAs) > 1 })
}

func countFunc(list []mock.BackendServer, is func(mock.BackendServer) bool) int {
	n := 0
	for _, m := range list {
		if is(m) {
			n++
		}
	}
	return n
}

func severalKinds(_ *mutated, c *mock.Call) bool {
	asked := c.Asked()
	return slices.ContainsFunc(asked, func(m mock.BackendServer) bool { return m.Type != asked[0].Type })
}

func anotherPort(s *mutated, c *mock.Call) bool {
	if s.Table.Operations[c.Action()].Names != "" {
		return false // it may be one that moves
	}
	all := append(c.Held(c.Group()), c.Asked()...)
	return slices.ContainsFunc(all, func(m mock.BackendServer) bool {
		return countFunc(all, func(o mock.BackendServer) bool { return o.ServerID == m.ServerID && o.Port != m.Port }) > 0
	})
}

// secondPort reports whether a call leaves a group with several ports.
func secondPort(s *mutated, c *mock.Call) bool {
	all := append(c.Held(c.Group()), c.Asked()...)
	return s.Table.Operations[c.Action()].Names == "" && slices.ContainsFunc(all, func(m mock.BackendServer) bool { return m.Port != all[0].Port })
}

func anotherGroup(_ *mutated, c *mock.Call) bool {
	return slices.ContainsFunc(c.Groups(), func(id string) bool {
		return id != c.Group() && slices.ContainsFunc(c.Asked(), func(m mock.BackendServer) bool {
			return countFunc(c.Held(id), func(o mock.BackendServer) bool { return o.ServerID == m.ServerID && o.Port == m.Port }) > 0
		})
	})
}

// ofKinds are the ways to tell servers apart by their kind: those of one, and all others.
func ofKinds(g *Generator, r *spec.Rule, each func(which, kind string, is func(id string) bool)) {
	for _, kind := range r.Fact.Values {
		is := func(id string) bool {
			server := g.intact.Account.Server(id)
			return server != nil && server.Kind == kind
		}
		each("servers of the kind "+kind, kind, is)
		each("all but servers of the kind "+kind, "", func(id string) bool { return g.intact.Account.Server(id) != nil && !is(id) })
	}
}

// refusesKinds refuses servers of a kind, or all others.
func refusesKinds(g *Generator, r *spec.Rule) []*Mutant {
	var all []*Mutant
	ofKinds(g, r, func(which, kind string, is func(id string) bool) {
		m := refusingItems("refuses "+which, func(item wire.Members) bool { return is(serverOf(item)) })
		m.without = kind
		all = append(all, m)
	})
	return all
}

// passesOverKinds accepts servers of a kind, or all others, and leaves the group as it was with them.
func passesOverKinds(g *Generator, r *spec.Rule) []*Mutant {
	var all []*Mutant
	ofKinds(g, r, func(which, _ string, is func(id string) bool) {
		all = append(all, &Mutant{How: "passes over " + which, Also: g.effects(r), alter: func(s *mutated) {
			s.changes(func(before, after []mock.BackendServer) []mock.BackendServer {
				was := slices.DeleteFunc(slices.Clone(before), func(m mock.BackendServer) bool { return !is(m.ServerID) })
				return append(was, slices.DeleteFunc(slices.Clone(after), func(m mock.BackendServer) bool { return is(m.ServerID) })...)
			})
		}})
	})
	return all
}
