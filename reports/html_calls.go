package reports

import (
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"strings"
)

// How much of the exchanges the page holds: it stays under a megabyte with 500 scenarios, whatever the answers
// are. Everything else of the page costs about so much for each rule and each scenario.
const (
	pageBytes     = 960_000
	pageOverhead  = 60_000
	ruleBytes     = 1_000 // of a rule beside its texts, with its places in the map and the tables
	scenarioBytes = 420   // of markup in a row and what it opens
	stepBytes     = 16    // of markup around a sentence
	callBytes     = 190   // of markup around an exchange
	textBytes     = 4000  // of one body or parameter
	leastBytes    = 150_000
)

// callView is an exchange as the page shows it: the request decoded, the answer raw.
type callView struct {
	Title      string
	Status     string
	Took       string
	Parameters []Value
	Answer     string
	Left       string // what is not shown of the answer
	Headers    string
}

func newCall(x *Exchange) callView {
	c := callView{Title: x.Method + " " + x.Action, Took: fmt.Sprintf("%.1f ms", x.Duration.Seconds()*1000), Status: x.answerLine()}
	if x.Status != 0 && x.Fault == "" {
		c.Status = fmt.Sprintf("%d %s", x.Status, http.StatusText(x.Status))
	}
	for _, p := range x.Parameters {
		kept, left := clip(p.Value, textBytes)
		if left > 0 {
			kept += "… and " + plural(left, "byte") + " more"
		}
		c.Parameters = append(c.Parameters, Value{p.Name, kept})
	}
	for _, h := range harHeaders(x.Header) {
		c.Headers += h.Name + ": " + h.Value + "\n"
	}
	kept, left := clip(x.Body, textBytes)
	c.Answer = kept
	if left > 0 {
		c.Left = "… and " + plural(left, "byte") + " more, in conformance.json"
	}
	return c
}

// answered is what the service said in a scenario: the first refusal of the operation under test, because the calls
// after it are its control; without one, its last answer.
func (ix *index) answered(s *Scenario) string {
	said := ""
	for _, i := range s.Exchanges {
		x := ix.exchange(i)
		if x == nil || !ix.report.Identity.tests(x.Action) || x.Status == 0 {
			continue
		}
		said = strings.TrimSpace(fmt.Sprintf("%d %s", x.Status, refusalCode(x.Body)))
		if x.Status >= 400 {
			break
		}
	}
	return said
}

// refusalCode is the Code of an error body; empty when there is none.
func refusalCode(body string) string {
	var refusal struct{ Code string }
	if len(body) > textBytes || json.Unmarshal([]byte(body), &refusal) != nil {
		return ""
	}
	kept, _ := clip(refusal.Code, 80)
	return kept
}

// chosen are the exchanges that the page shows in full: those that show a violation, then those of the operation
// under test, then those that read something back, then the others, as long as there is room.
func chosen(r *Report) map[int]bool {
	room := pageBytes - pageOverhead
	for i := range r.Rules {
		room -= ruleBytes + 2*len(r.Rules[i].Note) + len(r.Rules[i].Says)
	}
	for i := range r.Scenarios {
		room -= r.Scenarios[i].shownBytes()
	}
	room = max(leastBytes, room)
	all := map[int]bool{}
	take := func(i int) {
		if i < 0 || i >= len(r.Exchanges) || all[i] {
			return
		}
		cost := callBytes + r.Exchanges[i].shownBytes()
		if cost > room {
			return
		}
		room -= cost
		all[i] = true
	}
	for _, c := range r.Causes {
		take(c.Exchange)
	}
	for _, wanted := range []func(action string) bool{r.Identity.tests, reads, func(string) bool { return true }} {
		for i := range r.Exchanges {
			if wanted(r.Exchanges[i].Action) {
				take(i)
			}
		}
	}
	return all
}

func reads(action string) bool { return strings.HasPrefix(action, "Describe") }

func (s *Scenario) shownBytes() int {
	n := scenarioBytes + len(s.ID) + len(s.Name) + len(s.Repeat)
	for i := range s.Steps {
		n += stepBytes + len(s.Steps[i].Keyword) + len(s.Steps[i].Text) + len(s.Steps[i].Argument)
	}
	return n
}

func (x *Exchange) shownBytes() int {
	n := min(len(x.Body), textBytes)
	for _, h := range harHeaders(x.Header) {
		n += len(h.Name) + len(h.Value) + 3
	}
	for _, p := range x.Parameters {
		n += 20 + len(p.Name) + min(len(p.Value), textBytes)
	}
	return n
}

func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"plain": plain, "dots": dots, "camel": camel, "class": func(v Verdict) string { return strings.ReplaceAll(string(v), " ", "-") },
		"slug": slug, "odd": func(i int) bool { return i%2 == 1 }, "day": day, "plural": plural,
		"speaker": func(r *Rule) string { return r.Origin }, "needs": needs,
		"anchor": func(rule string) string { return "rule-" + slug(rule) },
	}
}

// plain is text for the content of an element, and only for that: what ends text there is escaped, quotes are left
// alone (JSON is full of them, and escaping them would make the page half as big again), and nothing in it hides
// or turns the reading direction.
func plain(s string) template.HTML {
	return template.HTML(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(inert(s)))
}

// dots lets a long code break after a dot.
func dots(s string) template.HTML {
	return template.HTML(strings.ReplaceAll(string(plain(s)), ".", ".<wbr>"))
}

// camel lets a long name break before a capital that follows a small letter.
func camel(s string) template.HTML {
	return template.HTML(regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(string(plain(s)), "$1<wbr>$2"))
}

// needs says what it takes to try a rule against the service, or nothing when it takes nothing.
func needs(r *Rule) string {
	if r.Live == "" || r.Live == "free" {
		return ""
	}
	return r.Live
}
