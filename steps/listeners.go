package steps

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// What may stand before a vServer group: a listener that forwards to it, or a forwarding rule that names it.
func listeners(v *Vocabulary) {
	v.Given(`^an? (TCP|UDP|HTTP) listener forwards to the group$`, (*World).givenListener, Definition{
		Example: `a TCP listener forwards to the group`,
		Means:   "A listener of the group's load balancer, on a port of its own, with the group behind it.",
	})
	v.Given(`^(a|two) forwarding rules? of an HTTP listener names? the group$`, (*World).givenForwardingRules, Definition{
		Example: `a forwarding rule of an HTTP listener names the group`,
		Means:   "An HTTP listener of the group's load balancer without the group, and a forwarding rule of it, or two, that leads to the group.",
	})
	v.When(`^I delete the listener$`, (*World).whenDeleteListener, Definition{
		Means: "Deletes the listener that stands before the group, with the forwarding rule that it may have.",
	})
}

// listenerPort is the port of the scenario's listener of a protocol: one of its own, for scenarios share load balancers,
// and the same in a replay.
func (w *World) listenerPort(protocol string) string {
	sum := fnv.New32a()
	sum.Write([]byte(protocol + " " + w.Name))
	return strconv.Itoa(10000 + int(sum.Sum32()%50000))
}

// onListener is a call about the scenario's listener of a protocol.
func (w *World) onListener(action, protocol string, values map[string]string) func(*slb.Client) (any, error) {
	values["LoadBalancerId"], values["ListenerPort"] = w.group.lb, w.listenerPort(protocol)
	return w.plainly(action, values)
}

func (w *World) givenListener(ctx context.Context, kind string) error {
	err := w.createListener(ctx, kind, map[string]string{"VServerGroupId": w.group.id})
	w.inFront = w.listener
	return err
}

// createListener makes a listener, and sees to its removal.
func (w *World) createListener(ctx context.Context, kind string, values map[string]string) error {
	protocol := strings.ToLower(kind)
	values["Bandwidth"], values["Description"] = "-1", w.Name
	if kind == "HTTP" {
		values["StickySession"], values["HealthCheck"] = "off", "off"
	}
	create := w.onListener("CreateLoadBalancer"+kind+"Listener", protocol, values)
	err := w.afresh(ctx, protocol, func() error {
		_, err := w.leading(ctx, "creating a listener", create)
		return err
	})
	if err != nil {
		return err
	}
	w.listener = w.removedOnce(func(ctx context.Context) error { return w.deleteListener(ctx, protocol) })
	return nil
}

// leading is setup of what leads to the group. A service may refuse that while the group is empty: a backend server is put in
// then, and the call made again.
func (w *World) leading(ctx context.Context, what string, create func(*slb.Client) (any, error)) (*wire.Exchange, error) {
	x, err := w.setup(ctx, what, create)
	no, undecided := errors.AsType[*Undecided](err)
	if !undecided || no.Refused == nil || w.knowGroup(ctx) != nil || len(w.group.listed) > 0 {
		return x, err
	}
	server, missing := w.Session.Inventory.Resource(target.Cheapest())
	if missing != nil || w.add(ctx, []element{newElement(server)}) != nil {
		return x, err
	}
	return w.setup(ctx, what, create)
}

func (w *World) givenForwardingRules(ctx context.Context, how string) error {
	paths := []string{"/example", "/second"}[:map[string]int{"a": 1, "two": 2}[how]]
	return w.afresh(ctx, "http", func() error {
		if err := w.createListener(ctx, "HTTP", map[string]string{"BackendServerPort": "80"}); err != nil {
			return err
		}
		return w.createRules(ctx, paths)
	})
}

// afresh makes a listener of a protocol, or what stands on it, again where an answer was lost, once it is deleted with all that may
// have been made.
func (w *World) afresh(ctx context.Context, protocol string, make func() error) (err error) {
	w.retry(ctx, 200*time.Millisecond, w.About.Patience/10, func() (again bool) {
		err = make()
		if err == nil || !w.lost() || w.About.Patience == 0 {
			return false
		}
		_ = w.deleteListener(ctx, protocol) // it may be that there is none
		return !w.lost()
	})
	return err
}

// createRules makes a forwarding rule for each path that leads to the group, and sees to their removal.
func (w *World) createRules(ctx context.Context, paths []string) error {
	var items []string
	for i, path := range paths {
		name := w.Name + strings.Repeat("-2", i)
		items = append(items, fmt.Sprintf(`{"RuleName":%q,"Domain":"www.example.com","Url":%q,"VServerGroupId":%q}`, name, path, w.group.id))
	}
	x, err := w.leading(ctx, "creating a forwarding rule", w.onListener("CreateRules", "http", map[string]string{"RuleList": "[" + strings.Join(items, ",") + "]"}))
	if err != nil {
		return err
	}
	var made struct {
		Rules struct{ Rule []struct{ RuleId string } }
	}
	if err := wire.Decode(x.Answer.Body, &made); err != nil || len(made.Rules.Rule) < len(paths) {
		return undecided("set-up was not possible: the answer to creating a forwarding rule names none", err)
	}
	var ids []string
	for _, r := range made.Rules.Rule {
		ids = append(ids, wire.Quote(r.RuleId))
	}
	w.rule = made.Rules.Rule[0].RuleId
	w.inFront = w.removedOnce(func(ctx context.Context) error {
		if w.withRules {
			return nil
		}
		_, err := w.setup(ctx, "deleting a forwarding rule", w.plainly("DeleteRules", map[string]string{"RuleIds": "[" + strings.Join(ids, ",") + "]"}))
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
