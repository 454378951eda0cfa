package steps

import (
	"context"
	"errors"
	"fmt"
	"sync"
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
	x, err := w.setup(ctx, "creating a load balancer", w.plainly("CreateLoadBalancer", map[string]string{
		"VpcId": w.session.Inventory.VPC, "VSwitchId": w.session.Inventory.VSwitch, "AddressType": "intranet",
		"PayType": "PayOnDemand", "InstanceChargeType": "PayByCLCU", "DeleteProtection": "off",
		"LoadBalancerName": b.Name, "ClientToken": b.Name, "Tag.1.Key": b.Tag, "Tag.1.Value": b.Name,
	}))
	if err != nil {
		return "", err
	}
	return made(x, "LoadBalancerId")
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
	x, err := w.exchange(ctx, caller{}, w.plainly("DeleteLoadBalancer", map[string]string{"LoadBalancerId": id}))
	if err == nil && !x.Succeeded() {
		err = errors.New(shortAnswer(x))
	}
	if err != nil {
		return fmt.Errorf("%w: load balancer %s: %w", ErrLeaked, id, err)
	}
	return nil
}
