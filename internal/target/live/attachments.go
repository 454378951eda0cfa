package live

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"sync"
	"time"

	"github.com/slbconform/slbconform/internal/wire"
)

// maxAttached is how often one server may be attached at the same time (docs/sources.md#quotas).
const maxAttached = 50

// attachments keeps scenarios that run at once from using up how often one server may be attached: a call that would
// exceed it waits for others to remove theirs. It is safe for concurrent use.
type attachments struct {
	patience time.Duration // how long a call waits for room
	actions  wire.Actions

	mu     sync.Mutex
	groups map[string]map[string]int // vServer group → server → times
	freed  chan struct{}             // closed and replaced when something is removed
}

func newAttachments(patience time.Duration, actions wire.Actions) *attachments {
	return &attachments{patience: patience, actions: actions, groups: map[string]map[string]int{}, freed: make(chan struct{})}
}

// serversOf is the group of a call, and how often the call puts each server in and takes it out.
func (a *attachments) serversOf(r *wire.Request) (group string, in, out map[string]int) {
	params, action := r.Params(), a.actions[r.Action()]
	return params.Get(groupParam), serversIn(params.Get(action.In)), serversIn(params.Get(action.Out))
}

// reserve counts what a call is about to attach, and waits while there is no room beside what other groups hold.
// A call that asks for too much by itself is let through: too much may be what its scenario tests. Servers of a group
// that could not be deleted stay attached, so waiting ends after the patience, with an error that wraps ErrAttached.
func (a *attachments) reserve(ctx context.Context, r *wire.Request) error {
	group, wanted, _ := a.serversOf(r)
	if group == "" || len(wanted) == 0 {
		return nil
	}
	enough := time.NewTimer(a.patience)
	defer enough.Stop()
	for {
		full, freed := a.tryReserve(group, wanted)
		if !full {
			return nil
		}
		select {
		case <-enough.C:
			return fmt.Errorf("%w: %d times", ErrAttached, maxAttached)
		case <-ctx.Done():
			return ctx.Err()
		case <-freed:
		}
	}
}

func (a *attachments) tryReserve(group string, wanted map[string]int) (full bool, freed <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for server, n := range wanted {
		elsewhere := 0
		for other, held := range a.groups {
			if other != group {
				elsewhere += held[server]
			}
		}
		if elsewhere > 0 && elsewhere+a.groups[group][server]+n > maxAttached {
			return true, a.freed
		}
	}
	if a.groups[group] == nil {
		a.groups[group] = map[string]int{}
	}
	for server, n := range wanted {
		a.groups[group][server] += n
	}
	return false, nil
}

// observe releases what a refused call had reserved, what a call took out, and all servers of a group that was deleted.
func (a *attachments) observe(x *wire.Exchange) {
	group, in, out := a.serversOf(&x.Request)
	refused := x.Refusal() != nil && x.Answer.Status < http.StatusInternalServerError
	switch {
	case group == "":
	case a.actions[x.Action].Does == wire.Deletes:
		if x.Succeeded() || refused && x.Answer.Status == http.StatusNotFound { // gone, or gone before: an answer was lost
			a.free(group, nil)
		}
	case refused:
		a.free(group, in)
	case x.Succeeded():
		a.free(group, out)
	}
}

// free releases servers of a group; nil: all that it holds.
func (a *attachments) free(group string, servers map[string]int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	held := a.groups[group]
	if len(held) == 0 || servers != nil && len(servers) == 0 {
		return
	}
	if servers == nil {
		servers = maps.Clone(held)
	}
	for server, n := range servers {
		held[server] = max(0, held[server]-n)
		if held[server] == 0 {
			delete(held, server)
		}
	}
	if len(held) == 0 {
		delete(a.groups, group)
	}
	close(a.freed)
	a.freed = make(chan struct{})
}

// serversIn counts how often each server is in a list of backend servers. A list that is not JSON attaches nothing.
func serversIn(list string) map[string]int {
	var entries []map[string]any
	_ = json.Unmarshal([]byte(list), &entries)
	out := map[string]int{}
	for _, e := range entries {
		if id, ok := e["ServerId"].(string); ok {
			out[id]++
		}
	}
	return out
}
