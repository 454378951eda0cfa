package steps

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/internal/wire"
)

// beside is what the last reading says of a group beside its backend servers, as raw JSON: its name, its load balancer and its
// tags, in no order; nil where it was not read. Its time is not among them: that it stays the same has a sentence of its own. A
// member that nobody documents may be of the moment.
func (g group) beside() map[string]string {
	if g.reading == nil {
		return nil
	}
	members, err := wire.Object(g.reading.Answer.Body)
	if err != nil {
		return nil
	}
	out := map[string]string{}
	for _, name := range []string{groupParameter, "VServerGroupName", "LoadBalancerId", "Tags"} {
		if raw, has := members[name]; has {
			out[name] = string(raw)
		}
	}
	var tags struct{ Tag []tag }
	if wire.Decode(members["Tags"], &tags) == nil {
		if raw, err := json.Marshal(sorted(tags.Tag)); err == nil {
			out["Tags"] = string(raw)
		}
	}
	return out
}

// nameRead is the name that the last reading gives the group; "" for none.
func (g group) nameRead() string {
	var name string
	_ = json.Unmarshal([]byte(g.beside()["VServerGroupName"]), &name) // no text is no name
	return name
}

// differsFrom is the first member that is another one than before, with both; "" for none. Of a group that was not read
// before, its name is known if anything is.
func (g group) differsFrom(before group) (name, was, is string) {
	known, now := before.beside(), g.beside()
	if known == nil && before.name != "" {
		known = map[string]string{"VServerGroupName": wire.Quote(before.name)}
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if was, is := known[name], now[name]; !sameJSON(was, is) {
			return name, was, is
		}
	}
	return "", "", ""
}

// besideUnchanged holds that the group is as before in all that is not a backend server. A reading may lag behind an earlier
// change, so that it is repeated.
func (w *World) besideUnchanged(ctx context.Context) error {
	before := w.last.group
	again := func() error {
		_, err := w.readGroup(ctx)
		return err
	}
	return w.repeated(ctx, again, func() error {
		if name, was, is := w.group.differsFrom(before); name != "" {
			err := w.violated(name+" "+was+", as before the call", server{name: []byte(is)}.text(name))
			if w.last.sends(is) {
				return showing(err, Renamed)
			}
			return showing(err, Unrelated)
		}
		return nil
	})
}

// thenElseAsBefore holds that a call changed backend servers of a group, and nothing beside.
func (w *World) thenElseAsBefore(ctx context.Context) error {
	if _, err := w.answer(); err != nil {
		return err
	}
	if w.last.group.beside() == nil {
		return undecided("the group was not read before the call", nil)
	}
	return showing(w.besideUnchanged(ctx), OtherValue)
}

// thenSameInEveryAnswer looks at all readings of the group, whichever operation answered.
func (w *World) thenSameInEveryAnswer(member string) error {
	var first json.RawMessage
	for _, x := range w.calls {
		given := saidOfGroup(x, w.group.id, member)
		switch {
		case given == nil:
		case first == nil:
			first = given
		case !sameJSON(string(first), string(given)):
			return w.violatedBy(x, member+" "+string(first)+", as an answer before gave it", string(given))
		}
	}
	if first == nil {
		return undecided("no answer gives the group a "+member, nil)
	}
	return nil
}

// saidOfGroup is a member of what an answer says of a group, by itself or in a list of groups; nil for none.
func saidOfGroup(x *wire.Exchange, id, member string) json.RawMessage {
	if !x.Succeeded() {
		return nil // an answer that did not arrive says nothing either
	}
	var answer struct {
		VServerGroups struct{ VServerGroup []map[string]json.RawMessage }
	}
	body, err := wire.Object(x.Answer.Body)
	if err != nil || wire.Decode(x.Answer.Body, &answer) != nil {
		return nil
	}
	for _, g := range append(answer.VServerGroups.VServerGroup, body) {
		if server(g).plain("VServerGroupId") == id && g[member] != nil {
			return g[member]
		}
	}
	return nil
}

// renamed notes the name that a call gave the group, as far as that is certain.
func (w *World) renamed(c *call) {
	if !c.exchange.Request.Params().Has("VServerGroupName") || c.op.Creates {
		return
	}
	w.group.name = ""
	if c.exchange.Succeeded() {
		w.group.name = c.exchange.Request.Params().Get("VServerGroupName")
	}
}
