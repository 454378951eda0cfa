package steps

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
)

func givens(v *Vocabulary) {
	v.Given(`^a vServer group(?: with (\d+) tags, one without a value)?$`, (*World).givenGroup, Definition{
		Example: `a vServer group`,
		Means:   "An empty vServer group of a high-performance, internal IPv4 load balancer, with one tag, or with so many of which the last has no value.",
	})
	v.Given(`^a vServer group of another load balancer$`, (*World).givenGroupElsewhere, Definition{
		Means: "An empty vServer group of a load balancer that is like the first one.",
	})
	v.Given(`^a load balancer that takes backend servers$`, (*World).givenBalancer, Definition{
		Means: "A high-performance, internal IPv4 load balancer, on which a vServer group with a backend server could be created, and no vServer group of the scenario's.",
	})
	v.Given(`^a vServer group of (?:a|an|the) (.+)$`, (*World).givenGroupOf, Definition{
		Example: `a vServer group of a load balancer in a cloud box`,
		Means:   "An empty vServer group of a load balancer that stands ready.",
	})
	v.Given(`^the (vServer group .+)$`, (*World).givenInventoryGroup, Definition{
		Example: `the vServer group with a change in progress`,
		Means:   "A vServer group that stands ready.",
	})
	v.Given(`^a primary/secondary server group of the same load balancer has (.+) and (.+) on port (\d+)$`, (*World).givenPrimarySecondary, Definition{
		Example: `a primary/secondary server group of the same load balancer has a backend server and a second network interface on port 80`,
		Means:   "A primary/secondary server group with these two servers.",
	})
	v.Given(`^"([^"]+)" stands for (.+)$`, (*World).givenStandsFor, Definition{
		Example: `"eni-xxxxxxxxx" stands for a backend server`,
		Means:   "Fills a masked value of a sample in, wherever it stands in a list.",
	})
}

func (w *World) givenGroup(ctx context.Context, tags string) error {
	if err := w.balancer(ctx); err != nil {
		return err
	}
	n, err := strconv.Atoi(cmp.Or(tags, "1"))
	if err != nil {
		return err
	}
	beside := manyTags(n)[1:] // the tag that marks what the run creates stands beside them
	if len(beside) > 0 {
		beside[len(beside)-1].TagValue = ""
	}
	w.group, err = w.createTagged(ctx, w.group.lb, beside)
	return err
}

func (w *World) givenGroupElsewhere(ctx context.Context) error {
	lb, err := w.Balancers.another(ctx, w)
	if err != nil {
		return err
	}
	w.group, err = w.createGroup(ctx, lb)
	return err
}

// givenBalancer fills a group first: where that is refused, the load balancer or the region is wrong, and not the call under
// test.
func (w *World) givenBalancer(ctx context.Context) error {
	if err := w.balancer(ctx); err != nil {
		return err
	}
	return w.createFilled(ctx, w.group.lb)
}

// createFilled makes a vServer group with the backend server that most scenarios use.
func (w *World) createFilled(ctx context.Context, lb string) error {
	server, err := w.Session.Inventory.Resource(target.Cheapest())
	if err == nil {
		_, err = w.createGroup(ctx, lb, newElement(server))
	}
	return err
}

func (w *World) balancer(ctx context.Context) error {
	lb, err := w.Balancers.highPerformance(ctx, w)
	w.group = group{lb: lb}
	return err
}

func (w *World) givenGroupOf(ctx context.Context, balancer resource) error {
	lb, err := balancer(w)
	if err != nil {
		return err
	}
	w.group, err = w.createGroup(ctx, lb.ID)
	return err
}

func (w *World) givenInventoryGroup(ctx context.Context, of resource) error {
	r, err := of(w)
	if err != nil {
		return err
	}
	w.group = group{id: r.ID, lb: r.LB}
	if w.op != nil && w.reads(w.op) {
		return nil // whether it can be read is the scenario's own affair
	}
	_, err = w.readGroup(ctx)
	return err
}

func (w *World) givenPrimarySecondary(ctx context.Context, first, second resource, port string) error {
	var items []string
	for i, of := range []resource{first, second} {
		r, err := of(w)
		if err != nil {
			return err
		}
		items = append(items, fmt.Sprintf(`{"ServerId":%q,"Type":%q,"Port":%q,"Weight":"100","ServerType":%q}`, r.ID, r.Type, port, []string{"Master", "Slave"}[i]))
	}
	return w.createPrimarySecondary(ctx, "["+strings.Join(items, ",")+"]")
}

func (w *World) createPrimarySecondary(ctx context.Context, list string) error {
	x, err := w.setup(ctx, "creating a primary/secondary server group", w.plainly("CreateMasterSlaveServerGroup", map[string]string{
		"LoadBalancerId": w.group.lb, "MasterSlaveServerGroupName": w.Name, "MasterSlaveBackendServers": list,
	}))
	if err != nil {
		return err
	}
	id, err := made(x, "MasterSlaveServerGroupId")
	if err != nil {
		return err
	}
	w.cleanups = append(w.cleanups, func(ctx context.Context) error {
		_, err := w.setup(ctx, "deleting a primary/secondary server group", w.plainly("DeleteMasterSlaveServerGroup", map[string]string{"MasterSlaveServerGroupId": id}))
		return err
	})
	return nil
}

func (w *World) givenStandsFor(masked string, by standIn) error {
	if by.value != nil {
		raw, err := by.value(w, w.standsFor)
		w.masked[masked] = strings.Trim(raw, `"`)
		return err
	}
	r, err := by.of(w)
	w.standsFor, w.masked[masked] = r, r.ID
	return err
}
