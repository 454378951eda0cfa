package cases

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Maker draws cases under the constraints of a ledger.
type Maker struct {
	constraints []constraint
	most        int // backend servers in one call
	limit       string
}

// NewMaker takes the constraints that the rules of an operation put on a backend server and on the parameter that lists
// them. Of a list beside the one that an operation puts in, only the rules say something whose documents speak of it.
func NewMaker(rules []*spec.Rule, list string, beside bool) *Maker {
	m := &Maker{most: 1}
	for _, r := range rules {
		switch {
		case r.Kind == "limit" && r.Fact.Name == list:
			m.most, m.limit = *r.Fact.Max, r.ID
		case ofServer(r, list) && (!beside || speaksOf(r, list)):
			m.constraints = append(m.constraints, constraint{r})
		}
	}
	return m
}

// ofServer says whether a rule constrains the written value of one member of a listed backend server, whatever the others are. Where
// a document is silent, the rules from the field say it of every list.
func ofServer(r *spec.Rule, list string) bool {
	kinds := []spec.Kind{"range", "length", "alphabet", "values", "type", "required"}
	ofOne := speaksOf(r, list) || r.Origin == spec.OriginField
	optional := r.Fact.Required != nil && !*r.Fact.Required
	ok, _ := r.Testable()
	return ok && ofOne && !optional && r.Fact.Name != "" && r.Fact.Name != list && r.Fact.Of == "" && slices.Contains(kinds, r.Kind)
}

// speaksOf says whether a document says a rule of what stands in a parameter of the request.
func speaksOf(r *spec.Rule, parameter string) bool {
	return slices.ContainsFunc(r.Document, func(p spec.Pointer) bool {
		return p.Section == requestSection && strings.HasPrefix(p.Path, parameter+" > ")
	})
}

// requestSection is the heading under which every document lists the parameters of a request.
const requestSection = "Request parameters"

// Rules are the rules that a case may break.
func (m *Maker) Rules() []string {
	ids := []string{m.limit}
	for _, c := range m.constraints {
		ids = append(ids, c.ID)
	}
	return ids
}

// Draw makes one case: every second one keeps the rules.
func (m *Maker) Draw(s Source) Case {
	c := Case{}
	rules := m.Rules()
	which := s.between(0, 2*len(rules)-1)
	n := s.between(1, 3)
	switch {
	case which < len(rules):
	case rules[which-len(rules)] == m.limit:
		c.Breaks, n = m.limit, s.between(m.most+1, 2*m.most)
	default:
		c.Breaks = rules[which-len(rules)]
	}
	if c.Breaks == "" && s.between(0, 19) == 19 {
		n = s.between(1, m.most)
	}
	for i := range n {
		c.Servers = append(c.Servers, m.server(s, i))
	}
	for _, broken := range m.constraints {
		if broken.ID == c.Breaks {
			broken.breakIn(s, &c.Servers[s.between(0, n-1)])
		}
	}
	return c
}

// server makes one that keeps every rule, in the form of the documents' samples: every member there, numbers as
// strings. No two of a list share a port, for then they would be one.
func (m *Maker) server(s Source, i int) Server {
	all := resources()
	of := all[s.between(0, len(all)-1)]
	out := Server{Of: of}
	port := number(portOf(s, i))
	out.Set("ServerId", wire.Quote(of.Mark))
	out.Set("Type", wire.Quote(of.Type))
	if of.Address != "" {
		out.Set("ServerIp", wire.Quote(of.Address))
	}
	out.Set("Port", port)
	for _, c := range m.constraints {
		switch {
		case c.Fact.Name == "Port":
		case c.Kind == "range":
			out.Set(c.Fact.Name, number(nearBounds(s, *c.Fact.Min, *c.Fact.Max)))
		case c.Kind == "length":
			out.Set(c.Fact.Name, written(s, m.text(s, c.Fact.Name, *c.Fact.Min, *c.Fact.Max)))
		}
	}
	return out
}

// portOf is one of a stretch of ports that belongs to the i-th server of a list alone. An operation that only names
// backend servers says nothing of ports: they have those that they were added on.
func portOf(s Source, i int) int {
	const stretch = 65535 / 64
	return 1 + i*stretch + nearBounds(s, 0, stretch-1)
}

// Scenario is the case as a scenario that can be pasted into a feature, below the Rule it belongs to. list is what the
// sentence that sends it calls it, and left how many backend servers the group lists after the operation took it.
func (c Case) Scenario(name, list string, left int) string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("    Scenario: %s", name)
	line("      Given a vServer group")
	for _, s := range c.used() {
		line("      And %q stands for %s %s", s.Mark, article(s.Role), s.Role)
		if s.Address != "" {
			line("      And %q stands for its first address", s.Address)
		}
	}
	line("      When I send the %s", list)
	line(`        """`)
	line("        %s", c.Text())
	line(`        """`)
	if c.Breaks == "" {
		line("      Then the call succeeds")
		line("      And the group lists %d backend server%s", left, plural(left))
		return out.String()
	}
	line("      Then the call is refused")
	line("      And the group is unchanged")
	line("      But with a backend server on port 80 the same call succeeds")
	return out.String()
}

func article(role string) string {
	if strings.ContainsRune("aeiou", rune(role[0])) {
		return "an"
	}
	return "a"
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}
