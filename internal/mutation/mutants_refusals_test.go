package mutation

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// answered is the answer that an entry gives to a call under test.
func (g *Generator) answered(r *spec.Rule, i int) (a *fixtures.Answer, code string) {
	a, err := g.intact.Answers.Find(g.underTest(r), g.table.Rules[i].Outcome)
	if err != nil {
		panic(err) // mock.New refuses such a table
	}
	return a, codeOf([]byte(a.Body.String()))
}

func (g *Generator) answering(r *spec.Rule, i int, how string, change func(*fixtures.Answer, map[string]any)) *Mutant {
	return &Mutant{How: how + g.label(r, i), alter: func(s *mutated) { s.answers(i, g.underTest(r), change) }}
}

// anotherCode gives a refusal a code that is declared for its status and documented for something else, so that only
// the rule's own sentence can tell.
func (g *Generator) anotherCode(r *spec.Rule) []*Mutant {
	var all []*Mutant
	for _, i := range g.refusing(r) {
		answer, code := g.answered(r, i)
		if !g.expectsCode(r, code) {
			continue // any refusal keeps the rule
		}
		other := g.otherCode(r, answer.Status, code)
		if other == "" {
			continue
		}
		m := g.answering(r, i, fmt.Sprintf("refuses with %s, not %s", other, code), func(_ *fixtures.Answer, body map[string]any) {
			body["Code"] = other
		})
		if r.Operation == spec.Platform { // what one operation documents is nobody's code where no operation is called
			m.Also = g.listed(r)
		}
		all = append(all, m)
	}
	return all
}

// otherCode is a code that is declared for a status, documented for another rule where there is such a one, and no
// reason outside every rule.
func (g *Generator) otherCode(r *spec.Rule, status int, not string) string {
	var candidates []string
	for _, other := range g.suite.Ledger.Rules {
		if other.Operation == g.underTest(r) && other.Fact.Status == status {
			candidates = append(candidates, other.Fact.Code)
		}
	}
	candidates = append(candidates, g.declared(r, status)...)
	for _, code := range candidates {
		if code != not && judgeable(status, code) && !slices.Contains(g.suite.Ledger.RulesOfCode(g.underTest(r), code), r.ID) {
			return code
		}
	}
	return ""
}

// declared are the codes that the document declares for a status of the calls under test.
func (g *Generator) declared(r *spec.Rule, status int) []string {
	return g.contract.codes[g.underTest(r)+" "+strconv.Itoa(status)]
}

// judgeable reports whether a refusal with the code speaks of a rule at all.
func judgeable(status int, code string) bool {
	x := &wire.Exchange{Answer: &wire.Answer{Status: status, Body: fmt.Appendf(nil, `{"RequestId":"1","HostId":"h","Code":%q,"Message":"m"}`, code)}}
	return x.Kind().Decides()
}

// anotherStatus gives a refusal another status, one that its code is declared for too where there is such a one.
func (g *Generator) anotherStatus(r *spec.Rule) []*Mutant {
	var all []*Mutant
	for _, i := range g.refusing(r) {
		answer, code := g.answered(r, i)
		if !g.expectsCode(r, code) {
			continue
		}
		for _, status := range []int{http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound} {
			if status == answer.Status {
				continue
			}
			m := g.answering(r, i, fmt.Sprintf("refuses with the status %d, not %d", status, answer.Status), func(a *fixtures.Answer, _ map[string]any) {
				a.Status = status
			})
			switch rows := g.suite.Ledger.RulesOfCode(g.underTest(r), code); {
			case slices.Contains(g.declared(r, status), code):
			case g.documents(r, code):
				m.Also = rows // the row of the code, which gives it one status
			default:
				m.Also = g.listed(r)
			}
			all = append(all, m)
		}
	}
	return all
}

// documents reports whether the operation's documents list a code.
func (g *Generator) documents(r *spec.Rule, code string) bool {
	return slices.ContainsFunc(g.suite.Ledger.RulesOf(g.underTest(r)), func(o *spec.Rule) bool { return o.Fact.Code == code })
}

// listed is the rule that a refusal with a status or code that nobody declares contradicts.
func (g *Generator) listed(r *spec.Rule) []string {
	return []string{g.full(g.underTest(r), g.contract.rules["status"])}
}

// anotherMessage alters a documented message, and leaves it empty.
func (g *Generator) anotherMessage(r *spec.Rule) []*Mutant {
	if r.Fact.Message == "" {
		return nil
	}
	var all []*Mutant
	for _, i := range g.refusing(r) {
		reworded := func(how string, by func(message string) string) {
			all = append(all, g.answering(r, i, how, func(_ *fixtures.Answer, body map[string]any) {
				message, _ := body["Message"].(string)
				body["Message"] = by(message)
			}))
		}
		reworded("ends its message otherwise", func(m string) string { return m[:len(m)-1] + "!" })
		if !strings.HasPrefix(r.Fact.Message, "%s") {
			reworded("begins its message otherwise", func(m string) string { return "Sorry. " + m })
		}
		reworded("gives no message", func(string) string { return "" })
		all[len(all)-1].Also = g.envelope(r)
	}
	return all
}

// envelope are the rules of the message of a refusal.
func (g *Generator) envelope(r *spec.Rule) []string {
	var ids []string
	for _, n := range g.contract.nodes {
		if n.action == g.underTest(r) && n.status >= http.StatusBadRequest && n.name() == "Message" {
			ids = append(ids, g.ruleOf(n, ""))
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// refusedApplied refuses a call and puts its backend servers into the group all the same, whichever entry of the rule
// refused it.
func (g *Generator) refusedApplied(r *spec.Rule) []*Mutant {
	entries := g.refusing(r)
	if len(entries) == 0 || !g.looksAfter(r) {
		return nil
	}
	id := g.table.Rules[entries[0]].ID
	return []*Mutant{{How: "refuses and adds a backend server all the same", Also: g.echoed(r), alter: func(s *mutated) {
		s.addsRefused(func(broken string, asked []mock.BackendServer) []mock.BackendServer {
			if broken != id {
				return nil
			}
			return wellFormed(asked)
		})
	}}}
}
