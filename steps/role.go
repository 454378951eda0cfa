package steps

import (
	"fmt"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/target"
)

// role reads "a backend server", "the stopped ECS instance" and so on: an article and the longest known role.
func (s *scanner) role() (string, error) {
	role, ok := s.knownRole()
	if !ok {
		return "", fmt.Errorf("%w: %q%s", target.ErrUnknownRole, s.rest, roleHint(s.rest))
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

// roleHint names the role that a sentence probably meant with its first words; what follows them is another matter.
func roleHint(text string) string {
	words := strings.Fields(text)
	for n := len(words); n > 0; n-- {
		if hint := nearest.Hint(strings.Join(words[:n], " "), target.RoleNames()); hint != "" {
			return hint
		}
	}
	return ""
}
