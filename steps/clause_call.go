package steps

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/slbconform/slbconform/internal/target"
)

// count reads "20 backend servers": a list of that length in place of the one there is.
func (s *scanner) count() (clause, bool, error) {
	m := s.match(howMany)
	if m == nil {
		return nil, false, nil
	}
	n, err := strconv.Atoi(m[1])
	return func(_ context.Context, w *World, c *call) error {
		list, err := w.manyServers(n)
		c.instead(list)
		return err
	}, true, err
}

// manyServers are n different servers, of the role that several play.
func (w *World) manyServers(n int) ([]element, error) {
	roles := target.Roles()
	i := slices.IndexFunc(roles, func(r target.Role) bool { return r.Count >= n && r.Count > 1 })
	if i < 0 {
		return nil, fmt.Errorf("no role is played by %d servers", n)
	}
	many, err := w.Session.Inventory.Resource(roles[i].Name)
	if err != nil {
		return nil, err
	}
	each := many.Each()
	if n > len(each) {
		return nil, fmt.Errorf("the inventory gives %d %s, and a sentence needs %d", len(each), roles[i].Name, n)
	}
	list := make([]element, n)
	for i := range list {
		list[i] = newElement(each[i])
	}
	return list, nil
}

// toGroup reads "to another group of the same load balancer" and the like.
func (s *scanner) toGroup() (clause, error) {
	switch {
	case s.take("another group of the same load balancer"):
		return func(ctx context.Context, w *World, c *call) error { return w.otherGroup(ctx, c, w.group.lb) }, nil
	case s.take("a group of "):
		of, err := s.resource()
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context, w *World, c *call) error {
			lb, err := of(w)
			if err != nil {
				return err
			}
			return w.otherGroup(ctx, c, lb.ID)
		}, nil
	}
	return nil, s.notUnderstood()
}

func (w *World) otherGroup(ctx context.Context, c *call, lb string) error {
	g, err := w.createGroup(ctx, lb)
	if err != nil {
		return err
	}
	c.group = g
	w.group = g
	return nil
}
