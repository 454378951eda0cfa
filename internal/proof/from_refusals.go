package proof

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

// answered is the answer that an entry gives.
func (w *Workshop) answered(i int) (a *fixtures.Answer, code string) {
	a, err := w.whole.Answers.Find(underTest, w.table.Rules[i].Outcome)
	if err != nil {
		panic(err) // mock.New refuses such a table
	}
	return a, memberOf(a.Body, "Code")
}

// anotherCode gives a refusal a code that is declared for its status and documented for something else, so that
// only the rule's own sentence can tell.
func (w *Workshop) anotherCode(r *spec.Rule) []*Mutant {
	var all []*Mutant
	for _, i := range w.refusing(r) {
		answer, code := w.answered(i)
		other := w.otherCode(r, answer.Status, code)
		if other == "" {
			continue
		}
		m := answering(i, fmt.Sprintf("refuses with %s, not %s%s", other, code, w.label(r, i)), func(_ *fixtures.Answer, body map[string]any) {
			body["Code"] = other
		})
		if r.Operation == spec.Platform { // what one operation documents is nobody's code where no operation is called
			m.Also = []string{"platform.error-listed"}
		}
		all = append(all, m)
	}
	return all
}

func answering(i int, how string, change func(*fixtures.Answer, map[string]any)) *Mutant {
	return &Mutant{How: how, alter: func(s *server) { s.answers(i, change) }}
}

// otherCode is a code that is declared for a status, documented for another rule where there is such a one, and no
// reason outside every rule.
func (w *Workshop) otherCode(r *spec.Rule, status int, not string) string {
	var candidates []string
	for _, other := range w.suite.Ledger.Rules {
		if other.Fact.Status == status {
			candidates = append(candidates, other.Fact.Code)
		}
	}
	if w.saysSomewhere(r, "the call is refused with") {
		candidates = append(candidates, w.codes[strconv.Itoa(status)]...)
	}
	for _, code := range candidates {
		if code != not && judgeable(status, code) && !slices.Contains(w.suite.Ledger.RulesOfCode(underTest, code), r.ID) {
			return code
		}
	}
	return ""
}

// judgeable says whether a refusal with the code speaks of a rule at all.
func judgeable(status int, code string) bool {
	x := &wire.Exchange{Answer: &wire.Answer{Status: status, Body: []byte(fmt.Sprintf(
		`{"RequestId":"1","HostId":"h","Code":%q,"Message":"m"}`, code))}}
	return x.Kind().Decides()
}

// anotherStatus gives a refusal another status, one that its code is declared for too where there is such a one.
func (w *Workshop) anotherStatus(r *spec.Rule) []*Mutant {
	if !w.saysSomewhere(r, "the call is refused with") {
		return nil
	}
	var all []*Mutant
	for _, i := range w.refusing(r) {
		answer, code := w.answered(i)
		if strings.Contains(code, "{{") {
			continue // of an unsigned call, any refusal is as good as another
		}
		for _, status := range []int{http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound} {
			if status == answer.Status {
				continue
			}
			m := answering(i, fmt.Sprintf("refuses with the status %d, not %d%s", status, answer.Status, w.label(r, i)), func(a *fixtures.Answer, _ map[string]any) {
				a.Status = status
			})
			if !slices.Contains(w.codes[strconv.Itoa(status)], code) && w.rule("error."+code) == nil {
				m.Also = []string{"platform.error-listed"}
			}
			all = append(all, m)
		}
	}
	return all
}

// anotherMessage alters a documented message, and leaves it or what its %s stands for empty.
func (w *Workshop) anotherMessage(r *spec.Rule) []*Mutant {
	if r.Fact.Message == "" {
		return nil
	}
	var all []*Mutant
	for _, i := range w.refusing(r) {
		all = append(all,
			answering(i, "ends its message otherwise"+w.label(r, i), func(_ *fixtures.Answer, body map[string]any) {
				m, _ := body["Message"].(string)
				body["Message"] = m[:len(m)-1] + "!"
			}))
		if !strings.HasPrefix(r.Fact.Message, "%s") {
			all = append(all, answering(i, "begins its message otherwise"+w.label(r, i), func(_ *fixtures.Answer, body map[string]any) {
				m, _ := body["Message"].(string)
				body["Message"] = "Sorry. " + m
			}))
		}
		if strings.Contains(r.Fact.Message, "%s") {
			all = append(all, answering(i, "leaves out what its message is about"+w.label(r, i), func(_ *fixtures.Answer, body map[string]any) {
				m, _ := body["Message"].(string)
				body["Message"] = strings.ReplaceAll(m, "{{detail}}", " ")
			}))
		}
		empty := answering(i, "gives no message"+w.label(r, i), func(_ *fixtures.Answer, body map[string]any) { body["Message"] = "" })
		empty.Also = []string{"platform.error-envelope"}
		all = append(all, empty)
	}
	return all
}

// refusedApplied refuses a call and adds its backend servers all the same, whichever entry of the rule refused it.
func (w *Workshop) refusedApplied(r *spec.Rule) []*Mutant {
	entries := w.refusing(r)
	if len(entries) == 0 {
		return nil
	}
	id := w.table.Rules[entries[0]].ID
	return []*Mutant{{How: "refuses and adds the backend server all the same", alter: func(s *server) {
		s.addsRefused(func(broken string, asked []mock.Member) []mock.Member {
			if broken != id {
				return nil
			}
			s.reached()
			return wellFormed(asked)
		})
	}}}
}

// wellFormed makes of what was asked for what a group can list; where nothing was asked for, there is one all the
// same.
func wellFormed(asked []mock.Member) []mock.Member {
	if len(asked) == 0 {
		asked = []mock.Member{{}}
	}
	for i := range asked {
		m := &asked[i]
		if m.ServerID == "" {
			m.ServerID = "eni-bp1nobodyaskedforit"
		}
		if m.Type == "" {
			m.Type = "eni"
		}
	}
	return asked
}
