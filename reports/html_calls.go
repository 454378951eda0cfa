package reports

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// How much the page holds: it stays under two and a half megabytes, whatever the answers are.
const (
	pageBytes     = 2_400_000
	scenarioBytes = 1200    // of a scenario without its exchanges, about; what is written tells
	callBytes     = 190     // of markup around an exchange
	textBytes     = 4000    // of one body or parameter
	leastBytes    = 150_000 // for exchanges
	pageScenarios = 2000    // beyond that, those that held are counted and not shown
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

// subject is the exchange that a scenario is about: the first refusal of an operation under test, because the calls after
// it are its control; without one, its last answer; -1 where there is none.
func (ix *index) subject(s *Scenario) int {
	last := -1
	for _, i := range s.Exchanges {
		x := ix.exchange(i)
		if x == nil || x.Action != s.Operation && (s.Operation != Platform || !ix.report.Identity.tests(x.Action)) {
			continue
		}
		if x.Status != 0 || last < 0 {
			last = i
		}
		if x.Status >= 400 {
			break
		}
	}
	return last
}

// answered is what the service said in a scenario.
func (ix *index) answered(s *Scenario) string {
	x := ix.exchange(ix.subject(s))
	if x == nil || x.Status == 0 {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", x.Status, refusalCode(x.Body)))
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

// choose picks the exchanges that the page shows in full: every one that contradicts something, and then one of each
// scenario as long as there is room, in bytes. The others are in exchanges.har.
func (v *viewer) choose(room int) map[int]bool {
	r, all := v.report, map[int]bool{}
	for i := range r.Scenarios {
		for _, violation := range r.Scenarios[i].Violations {
			all[violation.Exchange] = true
		}
	}
	for i := range r.Scenarios {
		at := v.subject(&r.Scenarios[i])
		if x := v.exchange(at); x != nil && !all[at] && callBytes+x.shownBytes() <= room {
			all[at] = true
			room -= callBytes + x.shownBytes()
		}
	}
	return all
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
