package mutation

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// wrongAnswer gets wrong whatever the document puts down to a rule of answers: each member of a success or of a refusal
// that the rule speaks of (missing, of another type, null, renamed, outside its values, or with a value that belongs to
// something else), the content type, the status.
func (g *Generator) wrongAnswer(r *spec.Rule) []*Mutant {
	if !g.ofAnswers(r) {
		return nil
	}
	underTest := g.underTest(r)
	speaks := func(keyword string) bool { return g.full(underTest, g.contract.rules[keyword]) == r.ID }
	var all []*Mutant
	switch {
	case speaks("content-type"):
		return mislabels(underTest)
	case speaks("status"):
		return g.unlisted(r)
	case speaks(""):
		return g.aroundIt(r)
	}
	for _, n := range g.contract.nodes {
		switch {
		case n.action != underTest || n.origin != "":
		case n.status == http.StatusOK:
			all = append(all, g.wrongSuccess(r, n)...)
		case n.status == http.StatusBadRequest && len(n.path) > 0 && g.refuses(r):
			all = append(all, g.wrongRefusal(r, n)...)
		}
	}
	return all
}

func (g *Generator) wrongSuccess(r *spec.Rule, n node) []*Mutant {
	var all []*Mutant
	for _, f := range faults(n) {
		if g.ruleOf(n, f.keyword) == r.ID && !(f.leavesOut() && permissive(r)) {
			all = append(all, g.wrong(r, n, f))
		}
	}
	if n.rules["additionalProperties"] != "" && g.ruleOf(n, "additionalProperties") == r.ID {
		all = append(all, n.corrupted("answers with a member that nobody declares in "+orTheBody(n), addUndeclared))
	}
	if len(n.path) == 0 && g.ruleOf(n, "") == r.ID {
		all = append(all, corruptedBodies(n.action)...)
	}
	if n.rules["pattern"] != "" && g.ruleOf(n, "pattern") == r.ID {
		all = append(all, malformed(n)...)
	}
	return all
}

// wrong gets a member wrong. Another name contradicts the rule about undeclared members, too; and where what is said of the
// member is not stated, so does whatever the sample shows otherwise.
func (g *Generator) wrong(r *spec.Rule, n node, f fault) *Mutant {
	made := n.corrupted("answers with "+n.String()+" "+f.how, f.change)
	made.quiet = f.keyword == ""
	shown := r.Basis != spec.Stated && f.how != "of something else"
	if n.closed != "" && (shown || strings.HasPrefix(f.how, "renamed")) {
		made.Also = []string{g.full(n.action, n.closed)}
	}
	return made
}

func addUndeclared(parent map[string]any, name string) {
	if object, ok := parent[name].(map[string]any); ok {
		object["Undeclared"] = "1"
	}
}

func orTheBody(n node) string {
	if len(n.path) == 0 {
		return "the body"
	}
	return n.String()
}

// wrongRefusal gets a member of a refusal wrong that the form of refusals asks for.
func (g *Generator) wrongRefusal(r *spec.Rule, n node) []*Mutant {
	var all []*Mutant
	add := func(how string, of node, change func(map[string]any, string)) {
		all = append(all, &Mutant{How: "refuses with " + how, alter: func(s *mutated) {
			s.editsRefusals(n.action, func(a *wire.Answer) { a.Body = of.with(a.Body, change) })
		}})
	}
	for _, f := range faults(n) {
		if f.keyword != "" && g.ruleOf(n, f.keyword) == r.ID {
			add(n.String()+" "+f.how, n, f.change)
		}
	}
	if len(all) > 0 && n.name() == "Code" {
		add("a member that nobody declares", node{}, addUndeclared)
	}
	return all
}

// aroundIt gets the members wrong of the actions around the one under test, which the harness itself relies on.
func (g *Generator) aroundIt(r *spec.Rule) []*Mutant {
	var all []*Mutant
	called := g.bodies(r)
	for _, n := range g.contract.nodes {
		body, ok := called[n.action]
		if !ok || n.action == g.underTest(r) || n.status != http.StatusOK || len(n.path) == 0 || !n.required {
			continue
		}
		for _, f := range faults(n) {
			if f.keyword == "" || g.ruleOf(n, f.keyword) != r.ID || bytes.Equal(n.with(body, f.change), body) {
				continue
			}
			all = append(all, n.corrupted(n.action+" answers with "+n.String()+" "+f.how, f.change))
		}
	}
	return append(all, g.anotherGroupListed(called)...)
}

// anotherGroupListed lists another group than there is, which a sentence alone can notice.
func (g *Generator) anotherGroupListed(called map[string][]byte) []*Mutant {
	var all []*Mutant
	for _, n := range g.contract.nodes {
		if called[n.action] == nil || n.status != http.StatusOK || n.name() != "VServerGroupId" || !slices.Contains(n.path, "[]") {
			continue
		}
		all = append(all, n.corrupted(n.action+" lists the group of somebody else", put("rsp-bp1somebodyelses")))
	}
	return all
}

// answersWithAddresses lists the addresses of backend servers in the answer to a change.
func answersWithAddresses(g *Generator, r *spec.Rule) []*Mutant {
	action := g.underTest(r)
	give := func(parent map[string]any, name string) { parent[name] = "192.168.0.11" }
	var samples []string // that have no such member
	for _, other := range g.suite.Ledger.Rules {
		if other.Operation == r.Operation && other.Kind == "sample" {
			samples = append(samples, other.ID)
		}
	}
	return []*Mutant{{How: "answers with the addresses of backend servers", Also: samples, alter: func(s *mutated) {
		s.editsSuccesses(action, func(body []byte) []byte {
			return at(body, []string{"BackendServers", "BackendServer", "[]", "ServerIp"}, give)
		})
	}}}
}

func mislabels(action string) []*Mutant {
	var all []*Mutant
	for _, kind := range []string{"text/html", "", "application/xml;charset=utf-8", "application/jsonp"} {
		all = append(all, &Mutant{How: fmt.Sprintf("calls its answers %q", kind), alter: func(s *mutated) {
			s.edits(action, func(a *wire.Answer) { a.Header.Set("Content-Type", kind) })
		}})
	}
	return all
}
