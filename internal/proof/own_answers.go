package proof

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

// spoilsRefusals gets each member of a refusal wrong that the form of refusals asks for.
func (w *Workshop) spoilsRefusals() []*Mutant {
	var all []*Mutant
	for _, m := range w.members {
		if m.action != underTest || m.status != http.StatusBadRequest || m.origin != "" || len(m.path) == 0 {
			continue
		}
		for _, f := range faults(m) {
			if m.rule(f.keyword) != "platform.error-envelope" || f.keyword == "" {
				continue
			}
			made := &Mutant{How: "refuses with " + m.String() + " " + f.how, alter: func(s *server) {
				s.edits(m.action, refused(func(body []byte) []byte { return m.with(body, f.change) }))
			}}
			all = append(all, made)
		}
	}
	return append(all, &Mutant{How: "refuses with a member that nobody declares", alter: func(s *server) {
		s.edits(underTest, refused(func(body []byte) []byte { return member{}.with(body, addUndeclared) }))
	}})
}

// spoilsSiblings gets the members wrong that the harness itself relies on.
func (w *Workshop) spoilsSiblings() []*Mutant {
	var all []*Mutant
	called := w.called("platform.sibling-answers")
	for _, m := range w.members {
		body, ok := called[m.action]
		if !ok || m.status != http.StatusOK || len(m.path) == 0 || !m.required {
			continue
		}
		for _, f := range faults(m) {
			if m.rule(f.keyword) != "platform.sibling-answers" || f.keyword == "" || bytes.Equal(m.with(body, f.change), body) {
				continue
			}
			all = append(all, &Mutant{How: m.action + " answers with " + m.String() + " " + f.how, alter: func(s *server) {
				s.edits(m.action, succeeded(func(body []byte) []byte { return m.with(body, f.change) }))
			}})
		}
	}
	return append(all, w.anotherGroupListed())
}

// anotherGroupListed is noticed by a sentence alone.
func (w *Workshop) anotherGroupListed() *Mutant {
	return &Mutant{How: "DescribeVServerGroups lists the group of somebody else", alter: func(s *server) {
		s.edits("DescribeVServerGroups", succeeded(func(body []byte) []byte {
			return at(body, []string{"VServerGroups", "VServerGroup", "[]", "VServerGroupId"}, put("rsp-bp1somebodyelses"))
		}))
	}}
}

// hidesRefusals sends refusals as successes: the SDK then reports none. The answer is no success either.
func hidesRefusals(*Workshop) []*Mutant {
	return []*Mutant{{How: "sends its refusals with the status 200", Also: []string{"response.*", "sample.response", "platform.error-envelope"}, alter: func(s *server) {
		s.edits(underTest, func(a *wire.Answer) { a.Status = http.StatusOK })
	}}}
}

// confusesTheSDK answers with what the SDK hands on as something else, or not at all.
func confusesTheSDK(w *Workshop) []*Mutant {
	var all []*Mutant
	for _, m := range w.members {
		if !m.answers() || m.origin != "" || len(m.path) == 0 {
			continue
		}
		for _, f := range faults(m) {
			if f.how == "as a text" || strings.HasPrefix(f.how, "renamed") {
				made := w.wrong(m, f)
				made.Also = append(made.Also, "response.*", "sample.response", "platform.*")
				all = append(all, made)
			}
		}
	}
	return all
}

// spoilsBodies answers successes with what is no object, though it may begin like one.
func spoilsBodies(*Workshop) []*Mutant {
	var all []*Mutant
	add := func(how string, edit func([]byte) []byte) {
		all = append(all, &Mutant{How: "answers with " + how, alter: func(s *server) { s.edits(underTest, succeeded(edit)) }})
	}
	add("nothing", func([]byte) []byte { return nil })
	add("half an object", func(body []byte) []byte { return body[:len(body)/2] })
	add("an object and more", func(body []byte) []byte { return append(body, "{}"...) })
	add("null", func([]byte) []byte { return []byte("null") })
	return all
}

// countsTheGroup refuses where the whole group, not the call, would be over the limit.
func countsTheGroup(w *Workshop) []*Mutant {
	most := w.rule("request.backend-servers.limit").Fact.Max
	return []*Mutant{{How: "counts what the group has already", alter: func(s *server) {
		s.edits(underTest, func(a *wire.Answer) {
			var all struct{ BackendServers struct{ BackendServer []any } }
			if json.Unmarshal(a.Body, &all) == nil && len(all.BackendServers.BackendServer) > *most {
				a.Status, a.Body = http.StatusBadRequest, refusal(a.Body)
			}
		})
	}}}
}
