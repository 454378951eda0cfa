package live

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/slbconform/slbconform/internal/retry"
	"github.com/slbconform/slbconform/internal/wire"
)

// Balancer is a load balancer as the service lists it.
type Balancer struct {
	ID         string            `json:"LoadBalancerId"`
	Name       string            `json:"LoadBalancerName"`
	Region     string            `json:"RegionId"`
	VPC        string            `json:"VpcId"`
	Status     string            `json:"LoadBalancerStatus"`
	Spec       string            `json:"LoadBalancerSpec"`
	ChargeType string            `json:"InstanceChargeType"`
	Created    string            `json:"CreateTime"`
	Tags       map[string]string `json:"-"`
}

// tagList is how the service lists tags.
type tagList struct {
	Tag []struct{ TagKey, TagValue string }
}

func (l tagList) byKey() map[string]string {
	out := map[string]string{}
	for _, tag := range l.Tag {
		out[tag.TagKey] = tag.TagValue
	}
	return out
}

const pageSize = 100

// Balancers lists the load balancers of the region with their tags. It does not filter by tag in the call: no document says
// what a key without a value matches, and a filter that matches less would hide what was left behind.
func (a *API) Balancers(ctx context.Context) ([]Balancer, error) {
	var all []Balancer
	for page := 1; ; page++ {
		found, total, err := a.page(ctx, page)
		if err != nil {
			return nil, err
		}
		if repeats(all, found) {
			return nil, fmt.Errorf("%w: the list of load balancers begins again on page %d", ErrNoAnswer, page)
		}
		all = append(all, found...)
		if len(found) == 0 || len(found) < pageSize && len(all) >= total { // the service may allow shorter pages
			return all, nil
		}
	}
}

// repeats reports whether the last load balancer of a page is on an earlier page.
func repeats(all, page []Balancer) bool {
	return len(page) > 0 && slices.ContainsFunc(all, func(b Balancer) bool { return b.ID == page[len(page)-1].ID })
}

func (a *API) page(ctx context.Context, number int) (balancers []Balancer, total int, err error) {
	var answer struct {
		TotalCount    int
		LoadBalancers *struct {
			LoadBalancer []struct {
				Balancer
				Tags tagList
			}
		}
	}
	if err := a.read(ctx, "DescribeLoadBalancers", query{"PageNumber": fmt.Sprint(number), "PageSize": fmt.Sprint(pageSize)}, &answer); err != nil {
		return nil, 0, err
	}
	if answer.LoadBalancers == nil {
		return nil, 0, fmt.Errorf("%w: the answer has no list of load balancers", ErrNoAnswer)
	}
	for _, lb := range answer.LoadBalancers.LoadBalancer {
		lb.Balancer.Tags = lb.Tags.byKey()
		balancers = append(balancers, lb.Balancer)
	}
	return balancers, answer.TotalCount, nil
}

// Listener is a listener as the service lists it.
type Listener struct {
	Port        json.Number `json:"ListenerPort"`
	Protocol    string      `json:"ListenerProtocol"`
	Description string
}

// id is what a journal calls the listener of a load balancer.
func (l Listener) id(lb string) string { return fmt.Sprintf("%s/%s/%s", lb, l.Protocol, l.Port) }

// Listeners lists the listeners of a load balancer. One that the answer names only by port has no other fields.
func (a *API) Listeners(ctx context.Context, lb string) ([]Listener, error) {
	var answer struct {
		ListenerPortsAndProtocol struct{ ListenerPortAndProtocol []Listener }
		ListenerPorts            struct{ ListenerPort []json.Number }
	}
	if err := a.read(ctx, "DescribeLoadBalancerAttribute", query{balancerParam: lb}, &answer); err != nil {
		return nil, err
	}
	all, ports := answer.ListenerPortsAndProtocol.ListenerPortAndProtocol, answer.ListenerPorts.ListenerPort
	for i := len(all); i < len(ports); i++ {
		all = append(all, Listener{Port: ports[i]})
	}
	return all, nil
}

// delete removes a resource of a kind that a run creates. One that is gone already is no error.
func (a *API) delete(ctx context.Context, kind, id string) error {
	err := a.removeWithRetries(ctx, kind, id)
	if err != nil && a.gone(ctx, kind, id, err) {
		a.missed = true
		return nil // the answer to an earlier removal was lost
	}
	return err
}

// removeWithRetries removes, and for a few seconds repeats what was refused, because the reason may pass. The time halves
// with each thing that could not be removed, so that clean-up ends where a service removes nothing.
func (a *API) removeWithRetries(ctx context.Context, kind, id string) error {
	var err error
	retry.Do(ctx, 200*time.Millisecond, 2*cmp.Or(a.Patience, 2*time.Second)>>min(a.kept, 30), func() (again bool) {
		if err = a.remove(ctx, kind, id); err != nil && kind == groupKind {
			err = a.emptyAndRemove(ctx, id, err)
		}
		refused, ok := errors.AsType[*RefusedError](err)
		return ok && refused.Kind == wire.Refused && refused.Status != http.StatusNotFound
	})
	if err != nil {
		a.kept++
	}
	return err
}

// gone reports whether the thing is not there after its removal failed. It looks itself where it can, because a 404 may
// mean something else; a kind that cannot be looked up is gone when its removal was answered with 404.
func (a *API) gone(ctx context.Context, kind, id string, removal error) (gone bool) {
	look := creationOf(a.Actions, kind).gone
	if look == nil || !notFound(removal) {
		return notFound(removal) || look != nil && look(a, ctx, id)
	}
	retry.Do(ctx, 200*time.Millisecond, cmp.Or(a.Patience, 2*time.Second), func() (again bool) { // readings may lag behind
		gone = look(a, ctx, id)
		return !gone
	})
	return gone
}

func (a *API) groupGone(ctx context.Context, id string) bool {
	_, err := a.BackendServers(ctx, id)
	return notFound(err)
}

func (a *API) balancerGone(ctx context.Context, id string) bool {
	all, err := a.Balancers(ctx)
	return err == nil && !slices.ContainsFunc(all, func(b Balancer) bool { return b.ID == id })
}

func (a *API) remove(ctx context.Context, kind, id string) error {
	c := creationOf(a.Actions, kind)
	return a.read(ctx, c.remove, c.removal(id), nil)
}

// emptyAndRemove takes all backend servers out of a group whose removal was refused, and tries again: a service may require
// that the group is empty.
func (a *API) emptyAndRemove(ctx context.Context, id string, refused error) error {
	servers, err := a.BackendServers(ctx, id)
	if err != nil || len(servers) == 0 || a.takeOut(ctx, id, servers) != nil {
		return refused
	}
	return a.remove(ctx, groupKind, id)
}

// notFound reports whether a call was refused with 404.
func notFound(err error) bool {
	refused, ok := errors.AsType[*RefusedError](err)
	return ok && refused.Status == http.StatusNotFound
}

// parseTime reads a time as the service writes it; the zero time for anything else.
func parseTime(text string) time.Time {
	for _, layout := range []string{"2006-01-02T15:04:05Z", "2006-01-02T15:04Z"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	return time.Time{}
}
