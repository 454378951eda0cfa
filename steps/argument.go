package steps

import (
	"fmt"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/target"
)

// argument is a part of a sentence that is read by the type that its step takes, before anything runs: what nobody
// understands is found in time.
type argument interface{ read(text string) error }

// shape is what a part of a sentence says of a call.
type shape struct {
	text    string
	clauses []clause
}

func (s *shape) read(text string) (err error) {
	s.text = text
	s.clauses, err = clauses(text)
	return err
}

// having is a shape without its first word.
type having struct{ shape }

func (h *having) read(text string) error { return h.shape.read("with " + text) }

// described is a backend server, and what is said of a call with it.
type described struct {
	of resource
	shape
}

func (d *described) read(text string) (err error) {
	s := &scanner{rest: text}
	if d.of, err = s.server(); err != nil {
		return err
	}
	return d.shape.read(s.rest)
}

// read reads a role, and nothing after it.
func (r *resource) read(text string) (err error) {
	s := &scanner{rest: text}
	if *r, err = s.resource(); err == nil && s.rest != "" {
		return s.notUnderstood()
	}
	return err
}

// standIn stands for a masked value: what plays a role, or a value of what stood in before.
type standIn struct {
	of    resource
	value value
}

func (i *standIn) read(text string) (err error) {
	if !strings.HasPrefix(text, "its ") {
		return i.of.read(text)
	}
	i.value, err = (&scanner{rest: text}).value()
	return err
}

// plainServer is the backend server of a neutral call that names none.
const plainServer = "a backend server on port 80"

// neutral is what follows "I call the operation": a backend server with its clauses, or clauses of the call alone: "with a
// backend server on port 80" names a server, "without RegionId" none.
type neutral struct{ described }

func (n *neutral) read(text string) error {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "with "); ok {
		if _, ok := (&scanner{rest: rest}).knownRole(); ok {
			return n.described.read(rest)
		}
	}
	return n.described.read(strings.TrimSpace(plainServer + " " + text))
}

// role reads "a backend server", "the stopped ECS instance" and so on: an article and the longest known role.
func (s *scanner) role() (string, error) {
	role, ok := s.knownRole()
	if !ok {
		return "", unknownRole(s.rest)
	}
	return role, nil
}

// knownRole reads a role where one stands; otherwise at most an article is read.
func (s *scanner) knownRole() (string, bool) {
	for _, article := range []string{"a ", "an ", "the ", "another "} {
		if s.take(article) {
			break
		}
	}
	role := target.LeadingRole(s.rest)
	s.rest = strings.TrimLeft(s.rest[len(role):], " ")
	return role, role != ""
}

// resource is what plays a role, once the world is known.
type resource func(*World) (target.Resource, error)

func (s *scanner) resource() (resource, error) {
	role, err := s.role()
	return func(w *World) (target.Resource, error) { return w.Session.Inventory.Resource(role) }, err
}

// server is resource where a backend server is needed: what another plays would be missed in the inventory, as a server.
func (s *scanner) server() (resource, error) {
	before := *s
	if role, ok := before.knownRole(); ok && target.FindRole(role).Kind != target.ServerRole {
		return nil, fmt.Errorf("a backend server is needed, and %q is none: its kind is %s", role, target.FindRole(role).Kind)
	}
	return s.resource()
}

// unknownRole is the error for words that begin with no role. Only those are quoted that were probably meant as one; what follows them
// is another matter. Where none is near, the error says where all of them stand.
func unknownRole(text string) error {
	words := strings.Fields(text)
	for _, near := range []func(string, []string) string{nearest.Slip, nearest.Hint} {
		for n := len(words); n > 0; n-- {
			said := strings.Join(words[:n], " ")
			if hint := near(said, target.RoleNames()); hint != "" {
				return fmt.Errorf("%w: %q%s", target.ErrUnknownRole, said, hint)
			}
		}
	}
	return fmt.Errorf("%w: none begins %q; fixtures/inventory.example.yaml has them all", target.ErrUnknownRole, text)
}
