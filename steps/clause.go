package steps

import (
	"context"
	"fmt"
	"regexp"
	"strings"
)

// clause is one part of a sentence that shapes a call: `with weight "0"`, "on port 80", "without RegionId".
type clause func(ctx context.Context, w *World, c *call) error

// scanner reads a sentence's clauses from left to right.
type scanner struct{ rest string }

// clauses reads what follows the backend server in a sentence. The error names the part that is not understood.
func clauses(text string) ([]clause, error) {
	s := &scanner{rest: strings.TrimSpace(text)}
	known := openings()
	var all []clause
	for s.rest != "" {
		begins := s.rest
		c, err := s.next(known)
		if err != nil {
			if hint := openingHint(begins); hint != "" {
				return nil, fmt.Errorf("%q is not understood%s", begins, hint)
			}
			return nil, err
		}
		all = append(all, c)
		s.rest = strings.TrimLeft(s.rest, " ,")
	}
	return all, nil
}

// next reads one clause. What follows "and" may leave out the "with" that came before it.
func (s *scanner) next(known []opening) (clause, error) {
	if s.take("and ") && s.startsMember() {
		s.rest = "with " + s.rest
	}
	for _, o := range known {
		if s.take(o.says) {
			return o.read(s)
		}
	}
	if c, ok := s.ports(); ok {
		return c, nil
	}
	if s.take("with ") {
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

// match takes what an expression finds at the beginning, with its groups; nil when it finds nothing there.
func (s *scanner) match(re *regexp.Regexp) []string {
	m := re.FindStringSubmatch(s.rest)
	if m != nil {
		s.rest = s.rest[len(m[0]):]
	}
	return m
}

// absent reads what is left out of a call and is no member of a backend server.
func (s *scanner) absent() (clause, error) {
	name, err := s.parameter()
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, s.notUnderstood()
	}
	return func(_ context.Context, _ *World, c *call) error { c.params[name] = nil; return nil }, nil
}

// present reads what a call has and is no member of a backend server.
func (s *scanner) present() (clause, error) {
	if c, ok, err := s.tags(); ok {
		return c, err
	}
	if c, ok, err := s.count(); ok {
		return c, err
	}
	switch name, err := s.parameter(); {
	case err != nil:
		return nil, err
	case name != "":
		return s.parameterIs(name)
	}
	return s.instead()
}

// another reads the role of the server that replaces the last one; what was said of its members stays.
func (s *scanner) another() (clause, error) {
	of, err := s.server()
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, w *World, c *call) error {
		r, err := of(w)
		if err != nil {
			return err
		}
		return onLast(func(e *element) { e.become(r) })(ctx, w, c)
	}, nil
}

// instead reads the role of the one server that replaces the entire list.
func (s *scanner) instead() (clause, error) {
	of, err := s.server()
	if err != nil {
		return nil, err
	}
	return func(_ context.Context, w *World, c *call) error {
		r, err := of(w)
		c.instead([]element{newElement(r)})
		return err
	}, nil
}

func (s *scanner) notUnderstood() error {
	return fmt.Errorf("%q is not understood; the sentences are listed in docs/vocabulary.md", s.rest)
}
