package steps

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

// list lists the backend servers of any group.
func (w *World) list(ctx context.Context, group string) ([]server, error) {
	_, listed, err := w.reading(ctx, group)
	return listed, err
}

// reading is list with what was read.
func (w *World) reading(ctx context.Context, group string) (*wire.Exchange, []server, error) {
	x, err := w.readAll(ctx, group)
	if err != nil {
		return nil, nil, err
	}
	listed, err := listing(x)
	switch {
	case err == nil:
		return x, w.distinct(x, listed), nil
	case lists(x, group) == nil:
		return x, nil, nil
	case w.gone(group, x):
		return x, nil, w.violatedBy(x, "the vServer group "+group+", which no call deleted", shortAnswer(x))
	}
	return x, nil, undecided("the vServer group could not be read: "+shortAnswer(x), nil)
}

// gone reports whether a group of the scenario is found no more after another of its groups was deleted.
func (w *World) gone(group string, x *wire.Exchange) bool {
	deleted, own := w.own[group]
	no := x.Refusal()
	return own && !deleted && no != nil && no.Status == http.StatusNotFound && slices.Contains(slices.Collect(maps.Values(w.own)), true)
}

// readAll asks for all that is to be read of a group.
func (w *World) readAll(ctx context.Context, group string) (*wire.Exchange, error) {
	return w.judged(ctx, w.plainly(w.Actions.That(wire.Reads, groupParameter), map[string]string{groupParameter: group}))
}

// lists is nil for an answer that names the group and has no list of backend servers, or null instead: no document says
// that an empty one is there.
func lists(x *wire.Exchange, group string) json.RawMessage {
	members, err := wire.Object(x.Answer.Body)
	if err != nil || string(members["VServerGroupId"]) != wire.Quote(group) {
		return x.Answer.Body
	}
	var outer struct{ BackendServer json.RawMessage }
	if raw := members["BackendServers"]; len(raw) > 0 && wire.Decode(raw, &outer) != nil {
		return raw
	}
	if string(outer.BackendServer) == "null" {
		return nil
	}
	return outer.BackendServer
}

func (w *World) thenCalled(ctx context.Context, name string) error {
	return w.groupShows(ctx, func([]server) error {
		if read := w.group.nameRead(); read != name {
			return w.violated("a group called "+wire.Quote(name), wire.Quote(read))
		}
		return nil
	})
}

func (w *World) thenCalledAsGiven(ctx context.Context) error { return w.thenCalled(ctx, w.group.name) }
