package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// memberPhrase is a member of a backend server as the sentences name it: with the address "10.0.0.1", without an address.
type memberPhrase struct{ name, the, a, noun string }

func memberPhrases() []memberPhrase {
	return []memberPhrase{
		{"ServerId", "the ", "an ", "id"},
		{"Weight", "", "a ", "weight"},
		{"Description", "the ", "a ", "description"},
		{"Type", "", "a ", "type"},
		{"ServerIp", "the ", "an ", "address"},
		{"Port", "", "a ", "port"},
		{"ServerRegionId", "the ", "a ", "region"},
		{"VbrId", "the ", "a ", "VBR"},
	}
}

// openings are the ways to say what the member is, how long it is, and that it is left out.
func (m memberPhrase) openings() []opening {
	return []opening{
		{"with " + m.the + m.noun + " ", func(s *scanner) (clause, error) { return s.memberIs(m.name) }},
		{"with " + m.a + m.noun + " of ", func(s *scanner) (clause, error) { return s.memberHas(m.name) }},
		fixed("without "+m.a+m.noun, onLast(func(e *element) { e.say(m.name, "") })),
	}
}

// memberNames are the members of a backend server as the columns of a table name them.
func memberNames() map[string]string {
	all := map[string]string{}
	for _, m := range memberPhrases() {
		all[m.noun] = m.name
	}
	return all
}

// startsMember reports whether a member and its value come next.
func (s *scanner) startsMember() bool {
	return slices.ContainsFunc(memberPhrases(), func(m memberPhrase) bool { return strings.HasPrefix(s.rest, m.the+m.noun+" ") })
}

var parameterName = regexp.MustCompile(`^[A-Z][A-Za-z]+`)

// parameter reads the name of a parameter; "" when none comes next. One that no operation has may be meant to be unknown; the error is
// for one with a slip.
func (s *scanner) parameter() (string, error) {
	name := parameterName.FindString(s.rest)
	s.rest = strings.TrimLeft(s.rest[len(name):], " ")
	if known := parameterNames(); name != "" && !slices.Contains(known, name) {
		if meant := nearest.Slip(name, known); meant != "" {
			return "", fmt.Errorf("no operation has a parameter %q%s", name, meant)
		}
	}
	return name, nil
}

// memberIs reads the value of a member and returns the clause that gives it to the last backend server.
func (s *scanner) memberIs(name string) (clause, error) {
	v, err := s.value()
	return memberIs(name, v), err
}

// memberHas reads the length of a member.
func (s *scanner) memberHas(name string) (clause, error) {
	v, err := s.length()
	return memberIs(name, v), err
}

// memberIs gives a member of the last backend server a value.
func memberIs(name string, v value) clause {
	return func(_ context.Context, w *World, c *call) error {
		servers := *c.servers()
		if len(servers) == 0 {
			return errNoServer
		}
		last := &servers[len(servers)-1]
		raw, err := v(w, last.of)
		if err != nil {
			return err
		}
		last.say(name, raw)
		return nil
	}
}

var (
	portNumber = regexp.MustCompile(`^\d+`)
	portCount  = regexp.MustCompile(`^on (\d+) ports`)
)

// port reads the number in "on port 80". Requests have it as a string, as the samples do; answers as a number. Any
// other writing is said by "with port".
func (s *scanner) port() (clause, error) {
	number := s.match(portNumber)
	if number == nil {
		return nil, s.notUnderstood()
	}
	return func(ctx context.Context, w *World, c *call) error {
		raw := number[0]
		if !c.answer {
			raw = wire.Quote(raw)
		}
		return memberIs("Port", constant(raw))(ctx, w, c)
	}, nil
}

// ports reads "on 21 ports": the last backend server, once on each port from 1 upward.
func (s *scanner) ports() (clause, bool) {
	m := s.match(portCount)
	if m == nil {
		return nil, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return nil, false
	}
	return func(ctx context.Context, w *World, c *call) error {
		if len(c.list) == 0 {
			return errNoServer
		}
		one := c.list[len(c.list)-1]
		c.list, c.text = nil, nil
		for i := range n {
			e := one.copy()
			e.say("Port", wire.Quote(strconv.Itoa(i+1)))
			c.list = append(c.list, e)
		}
		return nil
	}, true
}

// idIs reads a role, the id of which is the value of a member: of the backend server itself, or of the virtual border router
// that leads to it.
func (s *scanner) idIs(name string) (clause, error) {
	v, err := s.id()
	return memberIs(name, v), err
}

// parameterIs reads the value of a request parameter. Without a value, the parameter is the natural one again.
func (s *scanner) parameterIs(name string) (clause, error) {
	if s.rest == "" || s.rest[0] == ',' {
		return func(_ context.Context, _ *World, c *call) error { delete(c.params, name); return nil }, nil
	}
	v, err := s.value()
	if err != nil {
		return nil, err
	}
	return func(_ context.Context, w *World, c *call) error {
		raw, err := v(w, target.Resource{})
		if err != nil {
			return err
		}
		var text string
		if json.Unmarshal([]byte(raw), &text) != nil {
			text = raw
		}
		c.params[name] = &text
		return nil
	}, nil
}

var errNoServer = errors.New("there is no backend server in the call")

func onLast(change func(*element)) clause {
	return func(_ context.Context, _ *World, c *call) error {
		servers := *c.servers()
		if len(servers) == 0 {
			return errNoServer
		}
		change(&servers[len(servers)-1])
		return nil
	}
}
