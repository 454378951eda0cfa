package steps

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
)

// clause is one part of a sentence that shapes a call: `with weight "0"`, "on port 80", "without RegionId".
type clause func(ctx context.Context, w *World, c *call) error

// scanner reads a sentence's clauses from left to right.
type scanner struct{ rest string }

// clauses reads what follows the backend server in a sentence. The error names the part that is not understood.
func clauses(text string) ([]clause, error) {
	s := &scanner{rest: strings.TrimSpace(text)}
	var all []clause
	for s.rest != "" {
		begins := s.rest
		c, err := s.next()
		if hint := openingHint(begins); err != nil && hint != "" {
			return nil, fmt.Errorf("%q is not understood%s", begins, hint)
		}
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
		return s.port()
	case s.take("naming its region"):
		return memberIs("ServerRegionId", ownRegion), nil
	case s.take("by its "):
		return s.address()
	case s.take("behind "):
		return s.idIs("VbrId")
	case s.take("without "):
		return s.absent()
	case s.take("with "):
		return s.present()
	case s.take("for "):
		return s.another()
	case s.take("to "):
		return s.toGroup()
	}
	if c, ok := s.ports(); ok {
		return c, nil
	}
	if does := s.oneOf(forms()); does != nil {
		return does, nil
	}
	if _, isMember := (&scanner{rest: s.rest}).member(); another && isMember {
		return s.present()
	}
	return s.signingMode()
}

// oneOf takes the first of some forms that stands at the beginning; nil when none does.
func (s *scanner) oneOf(forms []form) clause {
	for _, f := range forms {
		if s.take(f.says) {
			return f.does
		}
	}
	return nil
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

func (s *scanner) absent() (clause, error) {
	if name, ok := s.member(); ok {
		return onLast(func(e *element) { e.say(name, "") }), nil
	}
	if name, ok := s.parameter(); ok {
		return func(_ context.Context, _ *World, c *call) error { c.params[name] = nil; return nil }, nil
	}
	switch {
	case s.take("naming its region"):
		return onLast(func(e *element) { e.say("ServerRegionId", "") }), nil
	case s.take("the listener"), s.take("the forwarding rule"):
		return nothingInFront, nil
	case s.take("tags"):
		return untagged, nil
	case s.take("its signature"):
		return as(func(c *caller) { c.unsigned = true }), nil
	case s.take("its security token"):
		return as(func(c *caller) { c.forge = func(k *target.Credentials) { k.SecurityToken = "" } }), nil
	}
	return nil, s.notUnderstood()
}

func (s *scanner) present() (clause, error) {
	if s.take("a description ") {
		return s.memberIs("Description")
	}
	if name, ok := s.member(); ok {
		return s.memberIs(name)
	}
	if does := s.oneOf(nonces()); does != nil {
		return does, nil
	}
	if s.take("the id of ") {
		return s.idIs("ServerId")
	}
	if c, ok, err := s.tags(); ok {
		return c, err
	}
	if c, ok, err := s.count(); ok {
		return c, err
	}
	if name, ok := s.parameter(); ok {
		return s.parameterIs(name)
	}
	return s.instead()
}

// another reads the role of the server that takes the place of the last one; what was said of its members stays.
func (s *scanner) another() (clause, error) {
	if strings.HasPrefix(s.rest, "another group") {
		return s.toGroup()
	}
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

// instead reads the role of the one server that takes the place of the whole list.
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
