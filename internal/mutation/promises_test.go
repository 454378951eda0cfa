package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// full is the id of the rule that a short id of the document means in an action's exchanges; "" when there is none.
func (g *Generator) full(action, short string) string {
	if r := g.suite.Ledger.Find(action, short); r != nil {
		return r.ID
	}
	return ""
}

// ruleOf is the rule that a departure of a node from one keyword contradicts.
func (g *Generator) ruleOf(n node, keyword string) string { return g.full(n.action, n.rule(keyword)) }

// ofAnswers reports whether a rule promises something of answers: the document puts it down there, and nothing of the
// mock refuses for it.
func (g *Generator) ofAnswers(r *spec.Rule) bool { return g.promises[r.ID] }

func (g *Generator) ofAnswer(r *spec.Rule) bool {
	if len(g.entriesOf(r, r.ID)) > 0 || r.Kind == "tolerance" || r.Kind == "error" {
		return false
	}
	for _, keyword := range []string{"", "content-type", "status"} {
		if g.full(g.underTest(r), g.contract.rules[keyword]) == r.ID {
			return true
		}
	}
	return slices.ContainsFunc(g.contract.nodes, func(n node) bool { return n.status != 0 && n.carries(g, r) })
}

// carries reports whether a rule stands at a node, for any of its keywords.
func (n node) carries(g *Generator, r *spec.Rule) bool {
	if n.origin != "" {
		return false
	}
	for keyword := range n.rules {
		if g.ruleOf(n, keyword) == r.ID {
			return true
		}
	}
	return false
}

// answerRules are all rules of answers: what is no answer at all can keep none of them.
func (g *Generator) answerRules() []string { return g.rules(g.ofAnswers) }

// echoRules are the rules that are blamed for what comes back otherwise than it was asked for.
func (g *Generator) echoRules() []string {
	return g.rules(func(r *spec.Rule) bool { return len(r.Echo) > 0 })
}

// rules are the ids of the rules of the ledger that are of a sort.
func (g *Generator) rules(of func(*spec.Rule) bool) []string {
	var ids []string
	for _, r := range g.suite.Ledger.Rules {
		if of(r) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
