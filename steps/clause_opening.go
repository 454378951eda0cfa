package steps

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/target"
)

// opening is what a clause begins with, and what reads the rest of it.
type opening struct {
	says string
	read func(*scanner) (clause, error)
}

// fixed is an opening after which nothing is left to be read.
func fixed(says string, does clause) opening {
	return opening{says, func(*scanner) (clause, error) { return does, nil }}
}

// openings are all that clauses begin with, but for those that begin with a figure, a role or the name of a parameter.
// A longer one stands before the one that it begins with. They are made once, for every sentence is held against them.
var openings = sync.OnceValue(func() []opening {
	all := []opening{
		{"on port ", (*scanner).port},
		{"behind ", func(s *scanner) (clause, error) { return s.idIs("VbrId") }},
		{"with the id of ", func(s *scanner) (clause, error) { return s.idIs("ServerId") }},
		{"to ", (*scanner).toGroup},
		{"for ", (*scanner).another},
		fixed("naming its region", memberIs("ServerRegionId", ownRegion)),
		fixed("without the listener", nothingInFront),
		fixed("without the forwarding rule", nothingInFront),
		fixed("without tags", untagged),
		fixed("without its signature", as(func(c *caller) { c.unsigned = true })),
		fixed("without its security token", as(func(c *caller) { c.forge = func(k *target.Credentials) { k.SecurityToken = "" } })),
	}
	for name, v := range addresses() {
		all = append(all, fixed("by its "+name, memberIs("ServerIp", v)))
	}
	for _, m := range memberPhrases() {
		all = append(all, m.openings()...)
	}
	all = append(all, forms()...)
	return append(all, opening{"without ", (*scanner).absent})
})

// openingHint names what a clause probably meant to begin with; it is "" where the clause begins as one does, and what is
// wrong stands behind, or where nothing is near.
func openingHint(text string) string {
	words, byLength := strings.Fields(strings.TrimPrefix(text, "and ")), map[int][]string{}
	for _, o := range openings() {
		says := strings.TrimSpace(o.says)
		n := len(strings.Fields(says))
		byLength[n] = append(byLength[n], says)
	}
	for n := len(words); n > 0; n-- {
		begins := strings.Join(words[:n], " ")
		if slices.Contains(byLength[n], begins) {
			return ""
		}
		if hint := nearest.Slip(begins, byLength[n]); hint != "" {
			return hint
		}
	}
	return ""
}

// count reads "20 backend servers": a list of that length in place of the one there is. Where that one is longer, it is the end of
// it, so that one scenario tries the first twenty of twenty-one and the next scenario the last.
func (s *scanner) count() (clause, bool, error) {
	m := s.match(howMany)
	if m == nil {
		return nil, false, nil
	}
	n, err := strconv.Atoi(m[1])
	return func(_ context.Context, w *World, c *call) error {
		list, err := w.manyServers(n, max(0, len(*c.servers())-n))
		c.instead(list)
		return err
	}, true, err
}

// manyServers are n different servers, of the role that several play, after some that are passed over.
func (w *World) manyServers(n, after int) ([]element, error) {
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
	if after+n > len(each) {
		return nil, fmt.Errorf("the inventory gives %d %s, and a sentence needs %d", len(each), roles[i].Name, after+n)
	}
	list := make([]element, n)
	for i, r := range each[after : after+n] {
		list[i] = newElement(r)
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
