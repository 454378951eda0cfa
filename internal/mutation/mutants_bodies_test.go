package mutation

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// corruptedBodies answers successes with what is no object, though it may begin like one.
func corruptedBodies(action string) []*Mutant {
	var all []*Mutant
	add := func(how string, edit func([]byte) []byte) {
		all = append(all, &Mutant{How: "answers with " + how, alter: func(s *mutated) { s.editsSuccesses(action, edit) }})
	}
	add("nothing", func([]byte) []byte { return nil })
	add("half an object", func(body []byte) []byte { return body[:len(body)/2] })
	add("an object and more", func(body []byte) []byte { return append(body, "{}"...) })
	add("null", func([]byte) []byte { return []byte("null") })
	return all
}

// malformed writes a text otherwise than its pattern says, in one place after the other.
func malformed(n node) []*Mutant {
	pattern, err := regexp.Compile(n.schema.Pattern)
	if err != nil {
		return nil // the document was read with it before
	}
	var all []*Mutant
	for _, by := range []struct {
		how   string
		alter func(string) string
	}{
		{"without hyphens", func(text string) string { return strings.ReplaceAll(text, "-", "") }},
		{"one character short", func(text string) string { return text[1:] }},
		{"beginning with another letter", func(text string) string { return "G" + text[1:] }},
		{"in braces", func(text string) string { return "{" + text + "}" }},
		{"with a hyphen misplaced", func(text string) string { return text[:7] + "-" + text[7:8] + text[9:] }},
		{"followed by a line break", func(text string) string { return text + "\n" }},
	} {
		if pattern.MatchString(by.alter("00000000-0000-4000-8000-000000000000")) {
			continue
		}
		all = append(all, n.corrupted("writes "+n.name()+" "+by.how, changed(func(v any) any {
			if text, ok := v.(string); ok && len(text) > 9 {
				return by.alter(text)
			}
			return v
		})))
	}
	return all
}

// unlisted refuses with what no document lists, where a scenario of the rule expects a refusal.
func (g *Generator) unlisted(r *spec.Rule) []*Mutant {
	with := func(how string, edit func(a *wire.Answer)) *Mutant {
		return &Mutant{How: how, alter: func(s *mutated) {
			s.editsRefusals(g.underTest(r), edit)
		}}
	}
	code := func(code string) func(*wire.Answer) {
		return func(a *wire.Answer) { a.Body = at(a.Body, []string{"Code"}, put(code)) }
	}
	all := []*Mutant{
		with("refuses with a code that nobody lists", code("InvalidWeight.Nobody")),
		with("refuses with a status that nobody lists", func(a *wire.Answer) { a.Status = http.StatusTeapot }),
	}
	for _, of404 := range g.declared(r, http.StatusNotFound) {
		if len(g.suite.Ledger.RulesOfCode(g.underTest(r), of404)) == 0 && judgeable(http.StatusBadRequest, of404) {
			return append(all, with("refuses with a code that is listed for another status", code(of404)))
		}
	}
	return all
}

// hidesRefusals sends refusals as successes: the SDK then reports none. The answer is no success either.
func hidesRefusals(g *Generator, r *spec.Rule) []*Mutant {
	return []*Mutant{{How: "sends its refusals with the status 200", Also: g.answerRules(), alter: func(s *mutated) {
		s.editsRefusals(g.underTest(r), func(a *wire.Answer) { a.Status = http.StatusOK })
	}}}
}

// confusesTheSDK answers with what the SDK hands on as something else, or not at all.
func confusesTheSDK(g *Generator, r *spec.Rule) []*Mutant {
	var all []*Mutant
	for _, n := range g.contract.nodes {
		if !n.answers(g.underTest(r)) || n.origin != "" || len(n.path) == 0 {
			continue
		}
		for _, f := range faults(n) {
			if f.how == "as a text" || strings.HasPrefix(f.how, "renamed") {
				made := g.wrong(r, n, f)
				made.Also = g.answerRules()
				all = append(all, made)
			}
		}
	}
	return all
}
