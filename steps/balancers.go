package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
)

// Balancers are the load balancers that scenarios share: one of a kind, created when it is first needed. Where
// every scenario has a state of its own, each has Balancers of its own.
type Balancers struct {
	Name string // of a created load balancer, and the value of its tag
	Tag  string // key of the tag that marks it

	mu       sync.Mutex    // never held while a call is made
	created  string        // id of the high-performance load balancer
	creating chan struct{} // closed when whoever creates it is done; nil while nobody does
}

// highPerformance returns the load balancer that the features mean when they name none. One scenario at a time creates
// it; where that did not come out, the next one tries.
func (b *Balancers) highPerformance(ctx context.Context, w *World) (string, error) {
	for {
		id, creating := b.claim()
		switch {
		case id != "":
			return id, nil
		case creating == nil:
			id, err := b.create(ctx, w)
			b.settle(id)
			return id, err
		}
		select {
		case <-ctx.Done():
			return "", undecided("set-up was not possible, creating a load balancer", ctx.Err())
		case <-creating:
		}
	}
}

// claim returns the load balancer, or who creates it; with neither the caller does.
func (b *Balancers) claim() (id string, creating <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.created == "" && b.creating == nil {
		b.creating = make(chan struct{})
		return "", nil
	}
	return b.created, b.creating
}

func (b *Balancers) settle(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.created = id
	close(b.creating)
	b.creating = nil
}

func (b *Balancers) create(ctx context.Context, w *World) (string, error) {
	x, err := w.setup(ctx, "creating a load balancer", func(c *slb.Client) (any, error) {
		return c.CreateLoadBalancer(&slb.CreateLoadBalancerRequest{
			RegionId: dara.String(w.about.Region), AddressType: dara.String("intranet"),
			VpcId: dara.String(w.session.Inventory.VPC), VSwitchId: dara.String(w.session.Inventory.VSwitch),
			PayType: dara.String("PayOnDemand"), InstanceChargeType: dara.String("PayByCLCU"),
			DeleteProtection: dara.String("off"), LoadBalancerName: dara.String(b.Name), ClientToken: dara.String(b.Name),
			Tag: []*slb.CreateLoadBalancerRequestTag{{Key: dara.String(b.Tag), Value: dara.String(b.Name)}},
		})
	})
	if err != nil {
		return "", err
	}
	var made struct{ LoadBalancerId string }
	if err := json.Unmarshal(x.Answer.Body, &made); err != nil || made.LoadBalancerId == "" {
		return "", undecided("set-up was not possible: the answer to creating a load balancer names none", err)
	}
	return made.LoadBalancerId, nil
}

// Remove deletes what was created, by the calls of any world. The error wraps ErrLeaked.
func (b *Balancers) Remove(ctx context.Context, w *World) error {
	b.mu.Lock()
	id := b.created
	b.created = ""
	b.mu.Unlock()
	if id == "" {
		return nil
	}
	x, err := w.exchange(ctx, caller{}, func(c *slb.Client) (any, error) {
		return c.DeleteLoadBalancer(&slb.DeleteLoadBalancerRequest{RegionId: dara.String(w.about.Region), LoadBalancerId: dara.String(id)})
	})
	if err == nil && !x.Succeeded() {
		err = errors.New(shortAnswer(x))
	}
	if err != nil {
		return fmt.Errorf("%w: load balancer %s: %w", ErrLeaked, id, err)
	}
	return nil
}
