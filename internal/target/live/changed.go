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
	read map[string]func() ([]Member, error) // what a group held before the run: asked once, whoever comes meanwhile waits
}

// What a call is about is named by these parameters.
const (
	groupParam    = "VServerGroupId"
	balancerParam = "LoadBalancerId"
)

// changes returns the group that a call may change; "" for a call that only reads, creates or deletes.
func (t *transport) changes(r *wire.Request) string {
	if does := t.actions[r.Action()].Does; does != "" && does != wire.Changes {
		return ""
	}
	return r.Params().Get(groupParam)
}

// foreign notes a change of a group that is not the run's own. The error says that the call may not be sent: nobody
// could take back what it does.
func (t *transport) foreign(ctx context.Context, r *wire.Request) error {
	group := t.changes(r)
	if group == "" || t.closing || t.journal.made(group) {
		return nil
	}
	had, err := t.changed.before(group, func() ([]Member, error) { return t.reader().Members(ctx, group) })
	if missing(err) {
		return nil // a group that is not there holds nothing
	}
	if err != nil {
		return fmt.Errorf("what the vServer group %s holds before the run cannot be read: %w", group, err)
	}
	return t.journal.write(Entry{
		Did: Changing, Kind: groupKind, ID: group, Endpoint: t.endpoint, Region: t.region, Had: had, Asked: r.URL.RawQuery + "&" + string(r.Body),
	})
}

// before is what a group held before the run. What could not be read is read again by the next who asks.
func (c *changed) before(group string, read func() ([]Member, error)) ([]Member, error) {
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
	had   []Member // before the run
	asked string   // all that the run sent to it, as it was sent
	first Entry    // of its changes
}

// restore takes out of the group what the run has added. The error wraps target.ErrLeft and names what stays, and what
// is missing.
func (a *API) restore(ctx context.Context, c Change) error {
	now, err := a.Members(ctx, c.Group)
	if missing(err) {
		a.missed = true
		return nil
	}
	if err == nil {
		if added := c.added(now); len(added) > 0 {
			if err = a.takeOut(ctx, c.Group, added); err == nil {
				now, err = a.Members(ctx, c.Group)
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

// added are the members that were not there before and that the run has spoken of.
func (c Change) added(now []Member) []Member {
	return slices.DeleteFunc(without(now, c.had), func(m Member) bool { return !strings.Contains(c.asked, m.ServerID) })
}

func without(all, of []Member) []Member {
	return slices.DeleteFunc(slices.Clone(all), func(m Member) bool { return slices.Contains(of, m) })
}
