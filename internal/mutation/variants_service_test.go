package mutation

import (
	"net/http"
	"regexp"
	"slices"
	"sync"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// serviceVariants are those that a service may show and the mock may not: an answer written otherwise than the schema has it,
// which is a finding there, and what is true of the moment alone, which a run waits out or calls by its name.
func serviceVariants(g *Generator) []*Mutant {
	edits := func(how string, edit func(body []byte) []byte) *Mutant {
		return &Mutant{How: how, open: true, alter: func(s *mutated) { s.edits("", func(a *wire.Answer) { a.Body = edit(a.Body) }) }}
	}
	written := func(how, member, as string) *Mutant {
		number := regexp.MustCompile(`"` + member + `":\d+`)
		return edits(how, func(body []byte) []byte { return number.ReplaceAll(body, []byte(as)) })
	}
	return []*Mutant{
		written("writes weights with a decimal point", "Weight", "$0.0"),
		written("writes ports with an exponent", "Port", "${0}e0"),
		written("writes the port of a backend server twice", "Port", "$0,$0"),
		edits("writes null for an empty list of backend servers", func(body []byte) []byte {
			return at(body, []string{"BackendServers", "BackendServer"}, changed(func(v any) any {
				if list, is := v.([]any); is && len(list) == 0 {
					return nil
				}
				return v
			}))
		}),
		{How: "leaves empty what no document says of a message", kept: true, alter: func(s *mutated) {
			s.edits("", func(a *wire.Answer) {
				code := codeOf(a.Body)
				if slices.ContainsFunc(g.suite.Ledger.Rules, func(r *spec.Rule) bool { return code != "" && r.Fact.Code == code && r.Fact.Message == "%s." }) {
					a.Body = at(a.Body, []string{"Message"}, put("."))
				}
			})
		}},
		{How: "does not find a new group at first, neither to read nor to change it", open: true, alter: findsLate},
		{How: "has room for one group on a load balancer, and says so under a code of its own", open: true, alter: func(s *mutated) {
			s.refusesAs(unrecorded(http.StatusBadRequest, "LoadBalancerFull"), mock.StageState, func(c *mock.Call) bool {
				return s.Table.Operations[c.Action()].Adds != "" && c.Group() == "" && len(c.Groups()) > 0
			})
		}},
	}
}

// findsLate lets the first call of each sort that names a group find none. Groups that stand ready are found.
func findsLate(s *mutated) {
	standing := map[string]bool{}
	for _, g := range s.Account.Groups {
		standing[g.ID] = true
	}
	type asked struct {
		group string
		reads bool
	}
	var found sync.Map
	s.touches = append(s.touches, touch{row: -1, stage: mock.StageLookup, fires: func(c *mock.Call) bool { return c.Group() != "" && !standing[c.Group()] }})
	s.plus(unrecorded(http.StatusNotFound, "GroupNotReady"), mock.StageLookup, func(c *mock.Call) bool {
		group := c.Group()
		if group == "" || standing[group] {
			return false
		}
		_, known := found.LoadOrStore(asked{group, s.Table.Operations[c.Action()].Reads}, true)
		return !known
	})
}
