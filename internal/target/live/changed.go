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
	mu     sync.Mutex
	groups map[string]*reading
}

// reading is what a group held before the run: there once done is closed.
type reading struct {
	done chan struct{}
	had  []Member
	err  error
}

// groupParam names the group that a call is about.
const groupParam = "VServerGroupId"

// changes returns the group that a call may change; "" for a call that only reads, creates or deletes.
func changes(r *wire.Request) string {
	for _, prefix := range []string{"Describe", "List", "Create", "Delete"} {
		if strings.HasPrefix(r.Action(), prefix) {
			return ""
		}
	}
	return r.Params().Get(groupParam)
}

// foreign notes a change of a group that is not the run's own. The error says that the call may not be sent: nobody
// could take back what it does.
func (t *transport) foreign(ctx context.Context, r *wire.Request) error {
	group := changes(r)
	if group == "" || t.closing || t.journal.made(group) {
		return nil
	}
	before, first := t.changed.reading(group)
	if first {
		before.had, before.err = t.reader().Members(ctx, group)
		close(before.done)
	}
	select {
	case <-before.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	if before.err != nil {
		t.changed.forget(group)
		if missing(before.err) {
			return nil // a group that is not there holds nothing
		}
		return fmt.Errorf("what the vServer group %s holds before the run cannot be read: %w", group, before.err)
	}
	return t.journal.Write(Entry{
		Did: Changing, Kind: groupKind, ID: group, Endpoint: t.endpoint, Region: t.region, Had: before.had, Asked: r.URL.RawQuery + "&" + string(r.Body),
	})
}

// reading is the group's, and whether the caller is the one to read it.
func (c *changed) reading(group string) (r *reading, first bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r, ok := c.groups[group]; ok {
		return r, false
	}
	r = &reading{done: make(chan struct{})}
	c.groups[group] = r
	return r, true
}

func (c *changed) forget(group string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.groups, group)
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
