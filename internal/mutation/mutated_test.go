package mutation

import (
	"encoding/json"
	"net/http"
	"slices"
	"sync/atomic"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
)

// mutated is a mock in the making: a mutant or a variant alters it before it runs.
type mutated struct {
	mocktarget.Config
	owns    bool                     // the table is its own, not the intact mock's
	tests   func(action string) bool // whether a call of the action is treated otherwise
	met     atomic.Bool              // a call was treated otherwise than the intact mock treats it
	touches []touch
}

// touch is something that a mutant changes, so that the scenarios that reach it can be found without it.
type touch struct {
	row     int                                      // an entry of the table; -1 is one of its own, at the stage
	stage   mock.Stage                               //
	fires   func(*mock.Call) bool                    // the call is refused otherwise, or for once
	shows   shown                                    // what the call came to would be another
	answers func(action string, succeeded bool) bool // the answers that may be others
	edit    func(*wire.Answer)                       // what makes others of them; nil where that is not known
}

func newMutated(intact mocktarget.Config, tests func(string) bool) *mutated {
	s := &mutated{Config: intact, tests: tests}
	s.Table.Rules = slices.Clip(intact.Table.Rules) // what is added makes a copy
	return s
}

// entries is the table of its own, whose entries may be altered. It is copied only for who alters one: thousands of mutants
// alter none.
func (s *mutated) entries() []mock.Rule {
	if !s.owns {
		s.Table.Rules, s.owns = slices.Clone(s.Table.Rules), true
	}
	return s.Table.Rules
}

func (s *mutated) reached() { s.met.Store(true) }

// touchesCalls notes that any call under test may be answered otherwise.
func (s *mutated) touchesCalls() {
	s.touches = append(s.touches, touch{answers: func(action string, _ bool) bool { return s.tests(action) }})
}

// showsIn notes in which calls under test something shows.
func (s *mutated) showsIn(shows func(*mutated, *mock.Call) bool) {
	s.touches = append(s.touches, touch{row: -1, stage: mock.StageParse, fires: func(c *mock.Call) bool { return s.tests(c.Action()) && shows(s, c) }})
}

// rule alters one entry of the table, for the calls under test.
func (s *mutated) rule(i int, alter func(*mock.Rule)) {
	intact := s.Table.Rules[i]
	broken := intact
	alter(&broken)
	otherwise := func(c *mock.Call) (detail string, breaks, other bool) {
		detail, refused := intact.Breaks(c, intact.Limits)
		if !s.tests(c.Action()) {
			return detail, refused, false
		}
		detail, breaks = broken.Breaks(c, broken.Limits)
		return detail, breaks, breaks != refused
	}
	s.entries()[i] = broken
	s.entries()[i].Breaks = func(c *mock.Call, _ mock.Limits) (string, bool) {
		detail, breaks, other := otherwise(c)
		if other {
			s.reached()
		}
		return detail, breaks
	}
	s.touches = append(s.touches, touch{row: i, fires: func(c *mock.Call) bool { _, _, other := otherwise(c); return other }})
}

// accepts makes calls under test that break one entry of the table go through, whatever later entries say of them.
func (s *mutated) accepts(i int) {
	intact := s.Table.Rules[i]
	var last *mock.Call // the latest call, and whether it breaks the entry: calls of a scenario come one after the other
	var breaks bool
	fires := func(c *mock.Call) bool {
		if c != last {
			last = c
			_, breaks = intact.Breaks(c, intact.Limits)
			breaks = breaks && s.tests(c.Action())
		}
		return breaks
	}
	rules := s.entries()
	for j := range rules {
		r := &rules[j]
		whole := r.Breaks
		switch {
		case j == i:
			r.Breaks = func(c *mock.Call, l mock.Limits) (string, bool) {
				if fires(c) {
					s.reached()
					return "", false
				}
				return whole(c, l)
			}
		case r.Stage > intact.Stage && (r.Action == "" || intact.Action == "" || r.Action == intact.Action):
			r.Breaks = func(c *mock.Call, l mock.Limits) (string, bool) {
				if fires(c) {
					return "", false
				}
				return whole(c, l)
			}
		}
	}
	s.touches = append(s.touches, touch{row: i, fires: fires})
}

// rows alters what the entries of one sort refuse; otherwise gets what they refuse now.
func (s *mutated) rows(of func(mock.Rule) bool, otherwise func(c *mock.Call, broken bool) bool) {
	for i := range s.Table.Rules {
		if !of(s.Table.Rules[i]) {
			continue
		}
		s.rule(i, func(r *mock.Rule) {
			intact := r.Breaks
			r.Breaks = func(c *mock.Call, l mock.Limits) (string, bool) {
				detail, broken := intact(c, l)
				return detail, otherwise(c, broken)
			}
		})
	}
}

// limits alters the limits of one entry.
func (s *mutated) limits(i int, alter func(*mock.Limits)) {
	s.rule(i, func(r *mock.Rule) { alter(&r.Limits) })
}

// refuses adds an entry that refuses calls under test for no reason of any rule.
func (s *mutated) refuses(stage mock.Stage, breaks func(*mock.Call) bool) {
	s.refusesAs(unrecorded(http.StatusBadRequest, foreignCode), stage, breaks)
}

// refusesAs does so with an answer.
func (s *mutated) refusesAs(answer fixtures.Answer, stage mock.Stage, breaks func(*mock.Call) bool) {
	fires := func(c *mock.Call) bool { return s.tests(c.Action()) && breaks(c) }
	s.plus(answer, stage, fires)
	s.touches = append(s.touches, touch{row: -1, stage: stage, fires: fires})
}

// plus adds an entry to the table.
func (s *mutated) plus(answer fixtures.Answer, stage mock.Stage, fires func(*mock.Call) bool) {
	outcome := s.outcome(answer)
	s.Table.Rules = append(s.Table.Rules, mock.Rule{Stage: stage, Outcome: outcome, Breaks: func(c *mock.Call, _ mock.Limits) (string, bool) {
		if !fires(c) {
			return "", false
		}
		s.reached()
		return "", true
	}})
}

// outcome is that of an answer which nobody has recorded.
func (s *mutated) outcome(answer fixtures.Answer) string {
	const outcome = "refused by a mutant"
	s.Answers = s.Answers.Plus(fixtures.Gateway, outcome, answer)
	return outcome
}

// unrecorded is an answer for no reason of any rule.
func unrecorded(status int, code string) fixtures.Answer {
	return fixtures.Answer{
		Status: status, Headers: map[string]string{"Content-Type": "application/json"},
		Body: bodyOf(map[string]any{"RequestId": "{{RequestId}}", "HostId": "slb.aliyuncs.com", "Code": code, "Message": "Not now."}),
	}
}

// foreignCode is a declared code that is a reason of no rule.
const foreignCode = "UnsupportedOperation"

// answers gives one entry an answer of its own, a copy of the recorded one with a change.
func (s *mutated) answers(i int, action string, change func(a *fixtures.Answer, body map[string]any)) {
	r := &s.entries()[i]
	found, err := s.Answers.Find(action, r.Outcome)
	if err != nil {
		panic(err) // the table was checked against the answers when the generator was made
	}
	altered, body := *found, map[string]any{}
	if err := json.Unmarshal([]byte(found.Body.String()), &body); err != nil {
		panic(err) // a body prints as the JSON it was read from
	}
	change(&altered, body)
	altered.Body = bodyOf(body)
	r.Outcome += " of the mutant"
	s.Answers = s.Answers.Plus(fixtures.Gateway, r.Outcome, altered)
	breaks := r.Breaks
	r.Breaks = func(c *mock.Call, l mock.Limits) (string, bool) {
		detail, broken := breaks(c, l)
		if broken {
			s.reached()
		}
		return detail, broken
	}
	limits := r.Limits
	s.touches = append(s.touches, touch{row: i, fires: func(c *mock.Call) bool { _, broken := breaks(c, limits); return broken }})
}

func bodyOf(members map[string]any) fixtures.Body {
	source, err := json.Marshal(members)
	if err != nil {
		panic(err) // what was JSON before a member was changed still is
	}
	body, err := fixtures.ParseBody(string(source))
	if err != nil {
		panic(err)
	}
	return body
}
