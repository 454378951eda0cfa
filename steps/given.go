package steps

import (
	"context"
	"fmt"
	"strings"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
)

func given() []Definition {
	return []Definition{
		define(`a vServer group`, `a vServer group`,
			"An empty vServer group of a high-performance, internal IPv4 load balancer.",
			func(w *World) any { return w.givenGroup }),
		reading(define(`a vServer group of (?:a|an|the) (.+)`, `a vServer group of a load balancer in a cloud box`,
			"An empty vServer group of a load balancer that stands ready.",
			func(w *World) any { return w.givenGroupOf }), readsRole),
		reading(define(`the (vServer group .+)`, `the vServer group with a change in progress`,
			"A vServer group that stands ready.",
			func(w *World) any { return w.givenStandingGroup }), readsRole),
		reading(define(`the group already has (.+)`, `the group already has a backend server on port 80 with weight 10`,
			"Adds a backend server to the group before the call under test.",
			func(w *World) any { return w.givenServer }), readsServer),
		reading(define(`a primary/secondary server group of the same load balancer has (.+) and (.+) on port (\d+)`,
			`a primary/secondary server group of the same load balancer has a backend server and a second network interface on port 80`,
			"A primary/secondary server group with these two servers.",
			func(w *World) any { return w.givenPrimarySecondary }), readsRoles),
		reading(define(`"([^"]+)" stands for (.+)`, `"eni-xxxxxxxxx" stands for a backend server`,
			"Fills a masked value of a sample in, wherever it stands in a list.",
			func(w *World) any { return w.givenStandsFor }), readsStandIn),
	}
}

func (w *World) givenGroup(ctx context.Context) error {
	lb, err := w.balances.highPerformance(ctx, w)
	if err != nil {
		return err
	}
	w.group, err = w.createGroup(ctx, lb)
	return err
}

func (w *World) givenGroupOf(ctx context.Context, role string) error {
	lb, err := w.session.Inventory.Resource(role)
	if err != nil {
		return err
	}
	w.group, err = w.createGroup(ctx, lb.ID)
	return err
}

func (w *World) givenStandingGroup(ctx context.Context, role string) error {
	r, err := w.session.Inventory.Resource(role)
	if err != nil {
		return err
	}
	w.group = group{id: r.ID, lb: r.LB}
	_, err = w.readGroup(ctx)
	return err
}

func (w *World) givenServer(ctx context.Context, sentence string) error {
	a, err := w.describe(ctx, sentence)
	if err != nil {
		return err
	}
	_, err = w.setup(ctx, "adding a backend server", func(c *slb.Client) (any, error) { return a.through(c, w.about.Region) })
	w.group.known = false
	return err
}

func (w *World) givenPrimarySecondary(ctx context.Context, first, second, port string) error {
	var items []string
	for i, sentence := range []string{first, second} {
		s := &scanner{rest: sentence}
		role, err := s.role()
		if err != nil {
			return err
		}
		r, err := w.session.Inventory.Resource(role)
		if err != nil {
			return err
		}
		items = append(items, fmt.Sprintf(`{"ServerId":%q,"Type":%q,"Port":%q,"Weight":"100","ServerType":%q}`, r.ID, r.Type, port, []string{"Master", "Slave"}[i]))
	}
	return w.createPrimarySecondary(ctx, "["+strings.Join(items, ",")+"]")
}

func (w *World) createPrimarySecondary(ctx context.Context, list string) error {
	var id string
	_, err := w.setup(ctx, "creating a primary/secondary server group", func(c *slb.Client) (any, error) {
		answer, err := c.CreateMasterSlaveServerGroup(&slb.CreateMasterSlaveServerGroupRequest{
			RegionId: dara.String(w.about.Region), LoadBalancerId: dara.String(w.group.lb),
			MasterSlaveServerGroupName: dara.String(w.name), MasterSlaveBackendServers: dara.String(list),
		})
		if err == nil && answer.Body != nil {
			id = dara.StringValue(answer.Body.MasterSlaveServerGroupId)
		}
		return answer, err
	})
	if err != nil {
		return err
	}
	w.cleanups = append(w.cleanups, func(ctx context.Context) error {
		_, err := w.setup(ctx, "deleting a primary/secondary server group", func(c *slb.Client) (any, error) {
			return c.DeleteMasterSlaveServerGroup(&slb.DeleteMasterSlaveServerGroupRequest{RegionId: dara.String(w.about.Region), MasterSlaveServerGroupId: dara.String(id)})
		})
		return err
	})
	w.masked["the primary/secondary server group"] = id
	return nil
}

func (w *World) givenStandsFor(_ context.Context, masked, sentence string) error {
	s := &scanner{rest: sentence}
	if strings.HasPrefix(sentence, "its ") {
		v, err := s.value()
		if err != nil {
			return err
		}
		raw, err := v(w, w.standsFor)
		w.masked[masked] = strings.Trim(raw, `"`)
		return err
	}
	role, err := s.role()
	if err != nil {
		return err
	}
	r, err := w.session.Inventory.Resource(role)
	w.standsFor, w.masked[masked] = r, r.ID
	return err
}
