package proof

import (
	"encoding/json"
	"slices"
	"sync/atomic"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/target"
)

// server is a mock in the making: a mutant alters it before it runs.
type server struct {
	target.MockConfig
	met atomic.Bool // a call was treated otherwise than the whole mock treats it
}

func newServer(whole target.MockConfig) *server {
	s := &server{MockConfig: whole}
	s.Table.Rules = slices.Clone(whole.Table.Rules)
	return s
}

func (s *server) reached() { s.met.Store(true) }

// rule alters one entry of the table, for the operation under test only: set-up goes its usual way.
func (s *server) rule(i int, alter func(*mock.Rule)) {
	whole := s.Table.Rules[i]
	broken := whole
	alter(&broken)
	s.Table.Rules[i] = broken
	s.Table.Rules[i].Breaks = func(c *mock.Call, _ mock.Limits) (string, bool) {
		detail, refused := whole.Breaks(c, whole.Limits)
		if c.Action() != underTest && slices.Contains(siblings(), c.Action()) {
			return detail, refused
		}
		otherDetail, otherwise := broken.Breaks(c, broken.Limits)
		if refused != otherwise {
			s.reached()
		}
		return otherDetail, otherwise
	}
}

// limits alters the limits of one entry.
func (s *server) limits(i int, alter func(*mock.Limits)) {
	s.rule(i, func(r *mock.Rule) { alter(&r.Limits) })
}

// refuses adds an entry that refuses every call of the operation under test.
func (s *server) refuses(id, outcome string) {
	s.Table.Rules = append(s.Table.Rules, mock.Rule{ID: id, Action: underTest, Stage: mock.StageParse, Outcome: outcome, Breaks: func(*mock.Call, mock.Limits) (string, bool) {
		s.reached()
		return "", true
	}})
}

// answers gives one entry an answer of its own, a copy of the recorded one with a change.
func (s *server) answers(i int, change func(a *fixtures.Answer, body map[string]any)) {
	r := &s.Table.Rules[i]
	found, err := s.Answers.Find(underTest, r.Outcome)
	if err != nil {
		panic(err) // the table was checked against the answers when the campaign began
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

// siblings are the actions that the mock plays.
func siblings() []string { return mock.Actions() }
