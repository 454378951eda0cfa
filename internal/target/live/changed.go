package live

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// changed are the vServer groups that a run changes and did not create. What such a group held is read and journalled
// before the first change, and each change before it is sent. It is safe for concurrent use.
type changed struct {
	mu   sync.Mutex
	read map[string]func() ([]BackendServer, error) // by group: what it held before the run; read once, concurrent callers wait
}

// The parameters that say which group or load balancer a call is about.
const (
	groupParam    = "VServerGroupId"
	balancerParam = "LoadBalancerId"
)

// changedGroup returns the group that a call may change; "" for a call that only reads, creates or deletes.
func (t *transport) changedGroup(r *wire.Request) string {
	if does := t.actions[r.Action()].Does; does != "" && does != wire.Changes {
		return ""
	}
	return r.Params().Get(groupParam)
}

// recordChange writes the change of a group that the run did not create into the journal. An error means that the call
// may not be sent: what it changes could not be undone.
func (t *transport) recordChange(ctx context.Context, r *wire.Request) error {
	group := t.changedGroup(r)
	if group == "" || t.closing || t.journal.created(group) {
		return nil
	}
	had, err := t.changed.heldBefore(group, func() ([]BackendServer, error) { return t.reader().BackendServers(ctx, group) })
	if notFound(err) {
		return nil // a group that is not there holds nothing
	}
	if err != nil {
		return fmt.Errorf("what the vServer group %s holds before the run cannot be read: %w", group, err)
	}
	return t.journal.write(Entry{
		Did: Changing, Kind: groupKind, ID: group, Endpoint: t.endpoint, Region: t.region, Had: had, Asked: r.URL.RawQuery + "&" + string(r.Body),
	})
}

// heldBefore is what a group held before the run. After an error the next caller reads again.
func (c *changed) heldBefore(group string, read func() ([]BackendServer, error)) ([]BackendServer, error) {
	c.mu.Lock()
	once, known := c.read[group]
	if !known {
		once = sync.OnceValues(read)
		c.read[group] = once
	}
	c.mu.Unlock()
	had, err := once()
	if err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.read, group)
	}
	return had, err
}

// Change is what a run did to a vServer group that it did not create.
type Change struct {
	Group string
	had   []BackendServer // before the run
	asked string          // all that the run sent to it, as it was sent
	first Entry           // of its changes
}

// restore removes from the group what the run added. The error wraps target.ErrLeft and names what is still there, or
// which servers of before are missing.
func (a *API) restore(ctx context.Context, c Change) error {
	now, err := a.BackendServers(ctx, c.Group)
	if notFound(err) {
		a.missed = true
		return nil
	}
	if err == nil {
		if added := c.added(now); len(added) > 0 {
			if err = a.takeOut(ctx, c.Group, added); err == nil {
				now, err = a.BackendServers(ctx, c.Group)
			}
		}
	}
	if err != nil {
		return fmt.Errorf("%w, perhaps: what was added to the vServer group %s: %w", target.ErrLeft, c.Group, err)
	}
	if added := c.added(now); len(added) > 0 {
		return fmt.Errorf("%w in the vServer group %s: %v", target.ErrLeft, c.Group, added)
	}
	if lost := without(c.had, now); len(lost) > 0 {
		return fmt.Errorf("%w: the vServer group %s no longer holds, or holds with another weight, %v", target.ErrLeft, c.Group, lost)
	}
	return nil
}

// added are the backend servers that were not there before and whose server a call of the run named.
func (c Change) added(now []BackendServer) []BackendServer {
	return slices.DeleteFunc(without(now, c.had), func(m BackendServer) bool { return !strings.Contains(c.asked, m.ServerID) })
}

func without(all, of []BackendServer) []BackendServer {
	return slices.DeleteFunc(slices.Clone(all), func(m BackendServer) bool { return slices.Contains(of, m) })
}
