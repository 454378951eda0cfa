package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/target"
)

// clause is one part of a sentence that shapes a call: "with weight 0", "on port 80", "without RegionId".
type clause func(ctx context.Context, w *World, c *call) error

// scanner reads a sentence's clauses from left to right.
type scanner struct{ rest string }

// clauses reads what follows the backend server in a sentence. The error names the part that is not understood.
func clauses(text string) ([]clause, error) {
	s := &scanner{rest: strings.TrimSpace(text)}
	var all []clause
	for s.rest != "" {
		c, err := s.next()
		if err != nil {
			return nil, err
		}
		all = append(all, c)
		s.rest = strings.TrimLeft(s.rest, " ,")
	}
	return all, nil
}

func (s *scanner) next() (clause, error) {
	another := s.take("and ")
	switch {
	case s.take("on port "):
		return s.memberIs("Port")
	case s.take("without "):
		return s.absent()
	case s.take("with "):
		return s.present()
	case s.take("for "):
		return s.another()
	case s.take("to "):
		return s.toGroup()
	}
	for _, f := range forms() {
		if s.take(f.says) {
			return f.does, nil
		}
	}
	if _, isMember := (&scanner{rest: s.rest}).member(); another && isMember {
		return s.present()
	}
	return s.signingMode()
}

func (s *scanner) take(prefix string) bool {
	rest, ok := strings.CutPrefix(s.rest, prefix)
	if ok {
		s.rest = rest
	}
	return ok
}

// memberNames are the members of a backend server as the sentences name them.
func memberNames() map[string]string {
	return map[string]string{
		"server id": "ServerId", "weight": "Weight", "description": "Description", "type": "Type",
		"server ip": "ServerIp", "port": "Port", "region": "ServerRegionId", "VBR": "VbrId",
	}
}

func (s *scanner) member() (string, bool) {
	for says, name := range memberNames() {
		if s.rest == says || strings.HasPrefix(s.rest, says+" ") || strings.HasPrefix(s.rest, says+",") {
			s.rest = strings.TrimLeft(s.rest[len(says):], " ")
			return name, true
		}
	}
	return "", false
}

var parameterName = regexp.MustCompile(`^[A-Z][A-Za-z]+`)

func (s *scanner) parameter() (string, bool) {
	name := parameterName.FindString(s.rest)
	s.rest = strings.TrimLeft(s.rest[len(name):], " ")
	return name, name != ""
}

func (s *scanner) absent() (clause, error) {
	if name, ok := s.member(); ok {
		return onLast(func(e *element) { e.drop(name) }), nil
	}
	if name, ok := s.parameter(); ok {
		return func(_ context.Context, _ *World, c *call) error { c.params[name] = nil; return nil }, nil
	}
	switch {
	case s.take("its signature"):
		return as(func(c *caller) { c.unsigned = true }), nil
	case s.take("its security token"):
		return as(func(c *caller) { c.forge = func(k *credential) { k.token = "" } }), nil
	}
	return nil, s.notUnderstood()
}

func (s *scanner) present() (clause, error) {
	if name, ok := s.member(); ok {
		return s.memberIs(name)
	}
	for _, f := range noncesAndCounts() {
		if s.take(f.says) {
			return f.does, nil
		}
	}
	if c, ok, err := s.count(); ok {
		return c, err
	}
	if name, ok := s.parameter(); ok {
		return s.parameterIs(name)
	}
	return nil, s.notUnderstood()
}

// memberIs reads the value of a member and returns the clause that sets it on the last backend server.
func (s *scanner) memberIs(name string) (clause, error) {
	v, err := s.value()
	if err != nil {
		return nil, err
	}
	return func(_ context.Context, w *World, c *call) error {
		if len(c.list) == 0 {
			return fmt.Errorf("there is no backend server in the call that could have a %s", name)
		}
		last := &c.list[len(c.list)-1]
		raw, err := v(w, last.of)
		if err != nil {
			return err
		}
		last.set(name, raw)
		return nil
	}, nil
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

// another reads the role of the server that takes the place of the last one; its other members stay.
func (s *scanner) another() (clause, error) {
	role, err := s.role()
	if err != nil {
		return nil, err
	}
	return func(_ context.Context, w *World, c *call) error {
		r, err := w.session.Inventory.Resource(role)
		if err != nil {
			return err
		}
		return onLast(func(e *element) {
			e.of = r
			e.set("ServerId", quote(r.ID))
			if r.Type != "" {
				e.set("Type", quote(r.Type))
			}
		})(context.Background(), w, c)
	}, nil
}

// role reads "a backend server", "the stopped ECS instance" and so on: an article and the longest known role.
func (s *scanner) role() (string, error) {
	for _, article := range []string{"a ", "an ", "the ", "another "} {
		if s.take(article) {
			break
		}
	}
	best := ""
	for _, r := range target.Roles() {
		if len(r.Name) > len(best) && (s.rest == r.Name || strings.HasPrefix(s.rest, r.Name+" ") || strings.HasPrefix(s.rest, r.Name+",")) {
			best = r.Name
		}
	}
	if best == "" {
		return "", fmt.Errorf("%w: %q%s", target.ErrUnknownRole, s.rest, roleHint(s.rest))
	}
	s.rest = strings.TrimLeft(s.rest[len(best):], " ")
	return best, nil
}

// roleHint names the role that a sentence probably meant with its first words; what follows them is another matter.
func roleHint(text string) string {
	words := strings.Fields(text)
	for n := len(words); n > 0; n-- {
		if hint := nearest.Hint(strings.Join(words[:n], " "), roleNames()); hint != "" {
			return hint
		}
	}
	return ""
}

func roleNames() []string {
	var names []string
	for _, r := range target.Roles() {
		names = append(names, r.Name)
	}
	return names
}

func (s *scanner) notUnderstood() error {
	return fmt.Errorf("%q is not understood; the sentences are listed in docs/vocabulary.md", s.rest)
}

func onLast(change func(*element)) clause {
	return func(_ context.Context, _ *World, c *call) error {
		if len(c.list) == 0 {
			return fmt.Errorf("there is no backend server in the call")
		}
		change(&c.list[len(c.list)-1])
		return nil
	}
}
