package mock

import (
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// Play goes on with another account that has all that the present one has: its servers and credentials count from now on.
// What stood ready in the first account has long become state.
func (s *Service) Play(a *fixtures.Account) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account = a
}

func (s *Service) playing() *fixtures.Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.account
}

// Members are the backend servers of a group, as they are now; false for a group that there is not.
func (s *Service) Members(group string) ([]Member, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.state.groups[group]
	if g == nil {
		return nil, false
	}
	return slices.Clone(g.members), true
}
