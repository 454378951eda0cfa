package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/slbconform/slbconform/internal/target"
)

// Balancers are the load balancers that scenarios share: the one that they mean when they name none, and another one, each
// created when it is first needed. Where every scenario has a state of its own, each has Balancers of its own.
type Balancers struct {
	Name string // of a created load balancer, and the value of its tag; of the other one, with a number
	Tag  string // key of the tag that marks it

	mu          sync.Mutex // never held while a call is made
	main, other balancer
	found       map[foundBy]bool // those of them that a call found, or that nobody waits for any more
}

// balancer is a high-performance load balancer.
type balancer struct {
	id       string        // "" while there is none
	creating chan struct{} // closed when whoever creates it is done; nil while nobody does
}

// highPerformance returns the load balancer that the features mean when they name none: one that stands ready, but for the
// rules of the platform, some of which are about its creation.
func (b *Balancers) highPerformance(ctx context.Context, w *World) (string, error) {
	if w.Session.Balancer != "" && w.op != nil {
		return w.Session.Balancer, nil
	}
	return b.get(ctx, w, &b.main, b.Name)
}

// another returns a second one.
func (b *Balancers) another(ctx context.Context, w *World) (string, error) {
	return b.get(ctx, w, &b.other, b.Name+"-2")
}

// get returns a load balancer. One scenario at a time creates it; where that did not come out, the next one tries.
func (b *Balancers) get(ctx context.Context, w *World, one *balancer, name string) (string, error) {
	for {
		id, creating := b.claim(one)
		switch {
		case id != "":
			return id, nil
		case creating == nil:
			id, err := b.create(ctx, w, name)
			b.created(one, id)
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
func (b *Balancers) claim(one *balancer) (id string, creating <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if one.id == "" && one.creating == nil {
		one.creating = make(chan struct{})
		return "", nil
	}
	return one.id, one.creating
}

// created ends the creation that claim began; id is "" where it did not come out.
func (b *Balancers) created(one *balancer, id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	one.id = id
	close(one.creating)
	one.creating = nil
}

func (b *Balancers) create(ctx context.Context, w *World, name string) (string, error) {
	x, err := w.setup(ctx, "creating a load balancer", w.plainly("CreateLoadBalancer", map[string]string{
		"VpcId": w.Session.Inventory.VPC, "VSwitchId": w.Session.Inventory.VSwitch, "AddressType": "intranet",
		"PayType": "PayOnDemand", "InstanceChargeType": "PayByCLCU", "DeleteProtection": "off",
		"LoadBalancerName": name, "ClientToken": name, "Tag.1.Key": b.Tag, "Tag.1.Value": name,
	}))
	if err != nil {
		return "", unable(misplaced(err, w.Session.Inventory))
	}
	return made(x, "LoadBalancerId")
}

// misplaced adds to a refused set-up what of the inventory its code speaks of, or its message by the name of a parameter of the call:
// where a load balancer is to stand.
func misplaced(err error, inv *target.Inventory) error {
	u, ok := errors.AsType[*Undecided](err)
	if !ok || u.Refused == nil || u.Refused.Refusal() == nil {
		return err
	}
	field, says := Located(u.Refused.Refusal().Code, inv), u.Refused.Refusal().Message
	for _, word := range strings.FieldsFunc(says, func(c rune) bool { return !unicode.IsLetter(c) }) {
		if field == "" && u.Refused.Request.Params().Has(word) {
			field = Located(word, inv)
		}
	}
	if field == "" {
		return err
	}
	u.Inventory = true
	u.Cause += fmt.Sprintf("; %s, which is refused: write there what this account has, region, vpc and vswitch that belong together, and repeat", field)
	return err
}

// Located is what of the inventory says where load balancers of the run stand, if the code of a refusal speaks of that; "" for any
// other.
func Located(code string, inv *target.Inventory) string {
	code = strings.ToLower(code)
	speaks := func(of ...string) bool {
		return slices.ContainsFunc(of, func(word string) bool { return strings.Contains(code, word) })
	}
	field, value := "", ""
	switch {
	case speaks("vswitch", "zone") && inv.VSwitch != "":
		field, value = "vswitch", inv.VSwitch
	case speaks("vpc") && inv.VPC != "":
		field, value = "vpc", inv.VPC
	case speaks("region", "zone"):
		field, value = "region", inv.Region
	default:
		return ""
	}
	return fmt.Sprintf("%s:%d has %s: %s", inv.File, inv.Lines[field], field, value)
}

// own reports whether a load balancer is one of these.
func (b *Balancers) own(id string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return id != "" && (id == b.main.id || id == b.other.id)
}

// unfound reports whether a load balancer is one of these, and no call of a sort found it.
func (b *Balancers) unfound(by foundBy) bool {
	if !b.own(by.id) {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.found[by]
}

// awaited notes that a load balancer was found by calls of a sort, or was waited for in vain, which is done once.
func (b *Balancers) awaited(by foundBy) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.found == nil {
		b.found = map[foundBy]bool{}
	}
	b.found[by] = true
}

// Remove deletes what was created, by the calls of any world. The error wraps ErrLeaked.
func (b *Balancers) Remove(ctx context.Context, w *World) error {
	b.mu.Lock()
	created := []string{b.other.id, b.main.id}
	b.main.id, b.other.id = "", ""
	b.mu.Unlock()
	var errs []error
	for _, id := range created {
		if id != "" {
			errs = append(errs, b.remove(ctx, w, id))
		}
	}
	return errors.Join(errs...)
}

func (b *Balancers) remove(ctx context.Context, w *World, id string) error {
	x, err := w.exchange(ctx, caller{}, w.plainly("DeleteLoadBalancer", map[string]string{"LoadBalancerId": id}))
	if err == nil && !x.Succeeded() {
		err = errors.New(shortAnswer(x))
	}
	if err != nil {
		return fmt.Errorf("%w: load balancer %s: %w", ErrLeaked, id, err)
	}
	return nil
}
