package steps

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/slbconform/slbconform/internal/wire"
)

// What may stand before a vServer group: a listener that forwards to it, or a forwarding rule that names it.
func listeners(v *Vocabulary) {
	v.Given(`^a (TCP|UDP) listener forwards to the group$`, (*World).givenLayer4Listener, Definition{
		Example: `a TCP listener forwards to the group`,
		Means:   "A TCP or UDP listener of the group's load balancer, on a port of its own, with the group behind it.",
	})
	v.Given(`^a forwarding rule of an HTTP listener names the group$`, (*World).givenForwardingRule, Definition{
		Means: "An HTTP listener of the group's load balancer without the group, and a forwarding rule of it that leads to the group.",
	})
	v.When(`^I delete the listener$`, (*World).whenDeleteListener, Definition{
		Means: "Deletes the listener that stands before the group, with the forwarding rule that it may have.",
	})
}

// listenerPort is the port of the scenario's listener of a protocol: one of its own, for scenarios share load balancers,
// and the same in a replay.
func (w *World) listenerPort(protocol string) string {
	sum := fnv.New32a()
	sum.Write([]byte(protocol + " " + w.name))
	return strconv.Itoa(10000 + int(sum.Sum32()%50000))
}

// onListener is a call about the scenario's listener of a protocol.
func (w *World) onListener(action, protocol string, values map[string]string) func(*slb.Client) (any, error) {
	values["LoadBalancerId"], values["ListenerPort"] = w.group.lb, w.listenerPort(protocol)
	return w.plainly(action, values)
}

func (w *World) givenLayer4Listener(ctx context.Context, kind string) error {
	protocol := strings.ToLower(kind)
	_, err := w.setup(ctx, "creating a "+kind+" listener", w.onListener("CreateLoadBalancer"+kind+"Listener", protocol, map[string]string{
		"Bandwidth": "-1", "VServerGroupId": w.group.id, "Description": w.name,
	}))
	if err != nil {
		return err
	}
	w.listener = w.removedOnce(func(ctx context.Context) error { return w.deleteListener(ctx, protocol) })
	w.inFront = w.listener
	return nil
}

func (w *World) givenForwardingRule(ctx context.Context) error {
	_, err := w.setup(ctx, "creating an HTTP listener", w.onListener("CreateLoadBalancerHTTPListener", "http", map[string]string{
		"BackendServerPort": "80", "Bandwidth": "-1", "StickySession": "off", "HealthCheck": "off", "Description": w.name,
	}))
	if err != nil {
		return err
	}
	w.listener = w.removedOnce(func(ctx context.Context) error { return w.deleteListener(ctx, "http") })
	return w.createRule(ctx)
}

// createRule makes a forwarding rule that leads to the group, and sees to its removal.
func (w *World) createRule(ctx context.Context) error {
	rules := fmt.Sprintf(`[{"RuleName":%q,"Domain":"www.example.com","Url":"/example","VServerGroupId":%q}]`, w.name, w.group.id)
	x, err := w.setup(ctx, "creating a forwarding rule", w.onListener("CreateRules", "http", map[string]string{"RuleList": rules}))
	if err != nil {
		return err
	}
	members, err := wire.Object(x.Answer.Body)
	id := server{"RuleId": inside(members, "Rules.Rule.RuleId")}.plain("RuleId")
	if id == "" {
		return undecided("set-up was not possible: the answer to creating a forwarding rule names none", err)
	}
	w.rule = id
	w.inFront = w.removedOnce(func(ctx context.Context) error {
		if w.withRules {
			return nil
		}
		_, err := w.setup(ctx, "deleting a forwarding rule", w.plainly("DeleteRules", map[string]string{"RuleIds": fmt.Sprintf("[%q]", id)}))
		return err
	})
	return nil
}

func (w *World) deleteListener(ctx context.Context, protocol string) error {
	_, err := w.setup(ctx, "deleting a listener", w.onListener("DeleteLoadBalancerListener", protocol, map[string]string{"ListenerProtocol": protocol}))
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
