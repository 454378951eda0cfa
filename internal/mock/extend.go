package mock

import (
	"slices"

	"github.com/slbconform/slbconform/fixtures"
)

// Play replaces the account by one that extends it: its servers and credentials count from now on. Its load balancers and
// groups do not: those were copied into the state when the service began.
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

// BackendServers are the present backend servers of a group; false for a group that does not exist.
func (s *Service) BackendServers(group string) ([]BackendServer, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.state.groups[group]
	if g == nil {
		return nil, false
	}
	return slices.Clone(g.servers), true
}
