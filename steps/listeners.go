package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
)

// What may stand before a vServer group: a listener that forwards to it, or a forwarding rule that names it.
func listeners(v *Vocabulary) {
	v.Given(`^a TCP listener forwards to the group$`, Definition{
		Means: "A TCP listener of the group's load balancer, on a port of its own, with the group behind it.",
		bind:  func(w *World) any { return w.givenTCPListener },
	})
	v.Given(`^a forwarding rule of an HTTP listener names the group$`, Definition{
		Means: "An HTTP listener of the group's load balancer without the group, and a forwarding rule of it that leads to the group.",
		bind:  func(w *World) any { return w.givenForwardingRule },
	})
	v.When(`^I delete the listener$`, Definition{
		Means: "Deletes the listener that stands before the group, with the forwarding rule that it may have.",
		bind:  func(w *World) any { return w.whenDeleteListener },
	})
}

// listenerPort is the port of the scenario's listener of a protocol: one of its own, for scenarios share load balancers,
// and the same in a replay.
func (w *World) listenerPort(protocol string) int32 {
	sum := fnv.New32a()
	sum.Write([]byte(protocol + " " + w.name))
	return int32(10000 + sum.Sum32()%50000)
}

func (w *World) givenTCPListener(ctx context.Context) error {
	_, err := w.setup(ctx, "creating a TCP listener", func(c *slb.Client) (any, error) {
		return c.CreateLoadBalancerTCPListener(&slb.CreateLoadBalancerTCPListenerRequest{
			RegionId: dara.String(w.about.Region), LoadBalancerId: dara.String(w.group.lb), ListenerPort: dara.Int32(w.listenerPort("tcp")),
			Bandwidth: dara.Int32(-1), VServerGroupId: dara.String(w.group.id), Description: dara.String(w.name),
		})
	})
	if err != nil {
		return err
	}
	w.listener = w.removedOnce(func(ctx context.Context) error { return w.deleteListener(ctx, "tcp") })
	w.inFront = w.listener
	return nil
}

func (w *World) givenForwardingRule(ctx context.Context) error {
	_, err := w.setup(ctx, "creating an HTTP listener", func(c *slb.Client) (any, error) {
		return c.CreateLoadBalancerHTTPListener(&slb.CreateLoadBalancerHTTPListenerRequest{
			RegionId: dara.String(w.about.Region), LoadBalancerId: dara.String(w.group.lb), ListenerPort: dara.Int32(w.listenerPort("http")),
			BackendServerPort: dara.Int32(80), Bandwidth: dara.Int32(-1), StickySession: dara.String("off"), HealthCheck: dara.String("off"),
			Description: dara.String(w.name),
		})
	})
	if err != nil {
		return err
	}
	w.listener = w.removedOnce(func(ctx context.Context) error { return w.deleteListener(ctx, "http") })
	return w.createRule(ctx)
}

// createRule makes a forwarding rule that leads to the group, and sees to its removal.
func (w *World) createRule(ctx context.Context) error {
	rules := fmt.Sprintf(`[{"RuleName":%q,"Domain":"www.example.com","Url":"/example","VServerGroupId":%q}]`, w.name, w.group.id)
	x, err := w.setup(ctx, "creating a forwarding rule", func(c *slb.Client) (any, error) {
		return c.CreateRules(&slb.CreateRulesRequest{
			RegionId: dara.String(w.about.Region), LoadBalancerId: dara.String(w.group.lb), ListenerPort: dara.Int32(w.listenerPort("http")), RuleList: dara.String(rules),
		})
	})
	if err != nil {
		return err
	}
	var made struct {
		Rules struct{ Rule []struct{ RuleId string } }
	}
	if err := json.Unmarshal(x.Answer.Body, &made); err != nil || len(made.Rules.Rule) == 0 {
		return undecided("set-up was not possible: the answer to creating a forwarding rule names none", err)
	}
	id := made.Rules.Rule[0].RuleId
	w.rule = id
	w.inFront = w.removedOnce(func(ctx context.Context) error {
		if w.withRules {
			return nil
		}
		_, err := w.setup(ctx, "deleting a forwarding rule", func(c *slb.Client) (any, error) {
			return c.DeleteRules(&slb.DeleteRulesRequest{RegionId: dara.String(w.about.Region), RuleIds: dara.String(fmt.Sprintf("[%q]", id))})
		})
		return err
	})
	return nil
}

func (w *World) deleteListener(ctx context.Context, protocol string) error {
	_, err := w.setup(ctx, "deleting a listener", func(c *slb.Client) (any, error) {
		return c.DeleteLoadBalancerListener(&slb.DeleteLoadBalancerListenerRequest{
			RegionId: dara.String(w.about.Region), LoadBalancerId: dara.String(w.group.lb), ListenerPort: dara.Int32(w.listenerPort(protocol)), ListenerProtocol: dara.String(protocol),
		})
	})
	return err
}

// whenDeleteListener deletes the listener before its forwarding rules.
func (w *World) whenDeleteListener(ctx context.Context) error {
	if w.listener == nil {
		return errors.New("no listener stands before the group; a Given sentence is missing")
	}
	err := w.listener(ctx)
	w.withRules = err == nil
	return err
}

// removedOnce sees to it that something is removed with the scenario, or before when a sentence says so.
func (w *World) removedOnce(remove func(context.Context) error) func(context.Context) error {
	gone := false
	once := func(ctx context.Context) error {
		if gone {
			return nil
		}
		err := remove(ctx)
		gone = err == nil
		return err
	}
	w.cleanups = append(w.cleanups, once)
	return once
}

// nothingInFront takes away what stands before the group.
func nothingInFront(ctx context.Context, w *World, _ *call) error {
	if w.inFront == nil {
		return errors.New("nothing stands before the group; a Given sentence is missing")
	}
	return w.inFront(ctx)
}
