package steps

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// newName is a name that no group of the scenario has: whether two may have one is not said.
func (w *World) newName() string {
	if len(w.made) == 0 {
		return w.Name
	}
	return fmt.Sprintf("%s-%d", w.Name, len(w.made)+1)
}

// createGroup makes a vServer group, empty where nothing is to be in it, and sees to its removal.
func (w *World) createGroup(ctx context.Context, lb string, servers ...element) (group, error) {
	return w.createTagged(ctx, lb, nil, servers...)
}

// createTagged is createGroup with more tags than the one that marks the group. Where the answer is lost, its load balancer says
// whether the group is there; where it is not, the call is made again.
func (w *World) createTagged(ctx context.Context, lb string, more []tag, servers ...element) (group, error) {
	name := w.newName()
	values := map[string]string{"LoadBalancerId": lb, "VServerGroupName": name}
	tags := append([]tag{{target.MarkTag, name}}, more...)
	for i, t := range tags {
		values[fmt.Sprintf("Tag.%d.Key", i+1)], values[fmt.Sprintf("Tag.%d.Value", i+1)] = t.TagKey, t.TagValue
	}
	if len(servers) > 0 {
		values["BackendServers"] = listed(servers)
	}
	var x *wire.Exchange
	var err error
	found := ""
	w.retry(ctx, 200*time.Millisecond, w.About.Patience, func() (again bool) {
		x, err = w.setup(ctx, "creating a vServer group", w.plainly(w.Actions.That(wire.Creates, groupParameter), values))
		if err == nil || !w.lost() {
			return false
		}
		var unread error
		found, unread = w.groupCalled(ctx, lb, name)
		return unread == nil && found == ""
	})
	if found != "" {
		w.takeOver(found)
		g := group{id: found, lb: lb, name: name, tags: tags}
		w.made = append(w.made, g)
		return g, nil
	}
	if err != nil && len(servers) == 0 && w.Balancers.own(lb) {
		err = unable(err)
	}
	if err != nil {
		return group{}, misplaced(err, w.Session.Inventory)
	}
	return w.created(x, group{lb: lb, name: name, tags: tags})
}

// lost is isLost of the last call.
func (w *World) lost() bool {
	n := len(w.calls)
	return n > 0 && isLost(w.calls[n-1])
}

// groupCalled is the id of the group with a name that a load balancer lists; "" for none.
func (w *World) groupCalled(ctx context.Context, lb, name string) (string, error) {
	listed, err := w.groupsOf(ctx, lb)
	if i := slices.IndexFunc(listed, func(g groupOfBalancer) bool { return g.VServerGroupName == name }); i >= 0 {
		return listed[i].VServerGroupId, nil
	}
	return "", err
}

// created takes over the group that an answer names: it is removed with the scenario.
func (w *World) created(x *wire.Exchange, g group) (group, error) {
	id, err := made(x, groupParameter)
	if err != nil {
		return group{}, err
	}
	w.takeOver(id)
	g.id, g.known = id, true
	w.made = append(w.made, g)
	return g, nil
}

// adding is the operation that adds backend servers to a group and leaves the others as they are.
func (w *World) adding() (*Operation, error) {
	return OperationNamed(w.Actions.ThatPutsIn(groupParameter))
}

// add puts backend servers into the scenario's group before the call under test.
func (w *World) add(ctx context.Context, list []element) error {
	if err := w.knowGroup(ctx); err != nil {
		return err
	}
	op, err := w.adding()
	if err != nil {
		return err
	}
	c := w.newCall(op)
	c.list = list
	x, err := w.setup(ctx, "adding a backend server", w.sending(c))
	if err != nil && w.lost() {
		x, err = w.addLost(ctx, c, err)
	}
	w.group.known, w.group.due = false, nil
	if err == nil && x != nil {
		c.exchange = x
		w.accepted(c)
	}
	return err
}

// deleteGroup removes a group with its scenario, unless the scenario has done so.
func (w *World) deleteGroup(ctx context.Context, id string) error {
	if w.own[id] {
		return nil
	}
	var x *wire.Exchange
	var err error
	removal := w.plainly(w.Actions.That(wire.Deletes, groupParameter), map[string]string{groupParameter: id})
	w.retry(ctx, 200*time.Millisecond, w.Readings.keepsGroups(w.About.Patience/10), func() (again bool) { // whatever is said of a change that goes on
		x, err = w.exchange(ctx, caller{}, removal)
		return err == nil && x.Refusal() != nil && x.Answer.Status != http.StatusNotFound
	})
	if err == nil && !x.Succeeded() {
		w.Readings.keptGroup()
		if w.emptied(ctx, id) {
			x, err = w.exchange(ctx, caller{}, removal)
		}
	}
	if err != nil {
		return err
	}
	if !x.Succeeded() {
		return fmt.Errorf("vServer group %s: %s", id, shortAnswer(x))
	}
	return nil
}

// emptied takes everything out of a group that is not deleted as it is, and reports whether it did: a service may want it
// empty before. Only what outlives the run is worth it.
func (w *World) emptied(ctx context.Context, id string) bool {
	if !w.About.Journals {
		return false
	}
	there, err := w.list(ctx, id)
	var all []element
	for _, s := range there {
		e := s.element()
		e.Set("Port", wire.Quote(number(s["Port"])))
		all = append(all, e)
	}
	removal := w.Actions.ThatTakesOut(groupParameter)
	for part := range slices.Chunk(all, 20) {
		if err == nil {
			_, err = w.setup(ctx, "emptying a vServer group", w.plainly(removal, map[string]string{groupParameter: id, w.Actions[removal].Out: listed(part)}))
		}
	}
	return err == nil && len(all) > 0
}
