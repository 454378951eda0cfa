package steps

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/internal/wire"
)

// server is a backend server as an answer lists it: its members, values as raw JSON.
type server map[string]json.RawMessage

// setup makes a call that a scenario needs and that is not its subject. A load balancer of the run that is not ready yet is
// awaited, whatever it says. Whatever else goes wrong leaves the scenario undecided.
func (w *World) setup(ctx context.Context, what string, do func(*slb.Client) (any, error)) (*wire.Exchange, error) {
	x, err := w.awaited(ctx, caller{}, do, func(x *wire.Exchange) bool {
		return w.tooNew(x) || x.Kind() == wire.Refused && w.young(x)
	})
	if err != nil {
		return nil, err
	}
	if err := unjudgeable(x); err != nil {
		return nil, undecided("set-up was not possible, "+what, err)
	}
	if !x.Succeeded() {
		return nil, &Undecided{Cause: "set-up was refused, " + what + ": " + shortAnswer(x), Refused: x}
	}
	return x, nil
}

// made is an id that the answer to a call of setup names.
func made(x *wire.Exchange, member string) (string, error) {
	members, err := wire.Object(x.Answer.Body)
	id := server(members).plain(member)
	if id == "" {
		return "", undecided("the answer to "+x.Action+" names no "+member, err)
	}
	return id, nil
}

// knowGroup reads the group unless what it lists is known, or it is deleted. Where reads lag behind changes it waits until the last change
// shows: what is listed before would make a wrong beginning.
func (w *World) knowGroup(ctx context.Context) error {
	if w.group.known || w.group.id == "" || w.own[w.group.id] {
		return nil
	}
	due := w.group.due
	err := w.eventually(ctx, func() error {
		now, err := w.readGroup(ctx)
		if err == nil && due != nil && len(now) != *due {
			return &Violation{Expected: fmt.Sprintf("%d backend servers", *due), Got: describeServers(now)}
		}
		return err
	})
	if isViolation(err) {
		return nil // whether it should show is for the sentences to say
	}
	return err
}

// readGroup lists the backend servers of the group. What the last accepted call asked for is awaited, and held against
// what is read.
func (w *World) readGroup(ctx context.Context) ([]server, error) {
	if w.last != nil && w.last.unnamed != nil {
		return nil, w.last.unnamed
	}
	var listed []server
	err := w.eventually(ctx, func() (err error) {
		if listed, err = w.list(ctx, w.group.id); err == nil && w.echoDue(listed) {
			return &Violation{Expected: "what was asked for", Got: describeServers(listed)}
		}
		return err
	})
	if err != nil && !isViolation(err) {
		return nil, err
	}
	w.group.listed, w.group.known, w.group.reading = listed, true, w.calls[len(w.calls)-1]
	if w.group.name == "" {
		w.group.name = w.group.nameRead()
	}
	w.compareEcho(listed, w.group.reading)
	return listed, nil
}

// groupShows holds what is read of the group, now or in time, against an expectation.
func (w *World) groupShows(ctx context.Context, look func(now []server) error) error {
	return w.eventually(ctx, func() error {
		now, err := w.readGroup(ctx)
		if err != nil {
			return err
		}
		return look(now)
	})
}

// onTwoPorts reports whether the calls of the scenario put one server into the group on two ports.
func (g group) onTwoPorts() bool {
	return slices.ContainsFunc(g.put, func(s server) bool {
		return slices.ContainsFunc(g.put, func(t server) bool {
			return s.text("ServerId") == t.text("ServerId") && !sameValue(s["Port"], t["Port"])
		})
	})
}

// severalPorts reports whether a call that puts backend servers into the group leaves it with several ports.
func (c *call) severalPorts() bool {
	if c.op == nil || c.op.Stores == nil || c.op.Amends {
		return false
	}
	after, _ := c.op.Changes(c.group.listed, c)
	return slices.ContainsFunc(after, func(s server) bool { return !sameValue(s["Port"], after[0]["Port"]) })
}

// onlyType is the type of the backend servers that a call names; "" where they have several.
func (c *call) onlyType() string {
	all := c.elements()
	if len(all) == 0 || slices.ContainsFunc(all, func(e element) bool { return e.of.Type != all[0].of.Type }) {
		return ""
	}
	return all[0].of.Type
}

// listing takes the backend servers out of an answer's raw bytes.
func listing(x *wire.Exchange) ([]server, error) {
	if !x.Succeeded() {
		return nil, fmt.Errorf("no success: %s", shortAnswer(x))
	}
	members, err := wire.Object(x.Answer.Body)
	if err != nil {
		return nil, err
	}
	outer, err := wire.Object(members["BackendServers"])
	if err != nil {
		return nil, errors.New("BackendServers is " + kindOf(members["BackendServers"]) + ", not an object")
	}
	listed := []server(nil)
	if err := json.Unmarshal(outer["BackendServer"], &listed); err != nil || listed == nil {
		return nil, errors.New("BackendServer is " + kindOf(outer["BackendServer"]) + ", not a list of objects")
	}
	return listed, nil
}

// text is a member as a person writes it: raw JSON, "absent" when it is not there.
func (s server) text(name string) string {
	if raw := s[name]; len(raw) > 0 {
		return string(raw)
	}
	return "absent"
}

// key compares listed servers by what the documents list of them: a member that nobody documents may be of the moment.
func (s server) key() string { return s.saying(echoed()) }

// saying is what some members say, for comparing.
func (s server) saying(members []string) string {
	var parts []string
	for _, name := range members {
		if raw, has := s[name]; has {
			parts = append(parts, name+" "+plainJSON(raw))
		}
	}
	return strings.Join(parts, " ")
}

// plainJSON is raw JSON in the one way that says the same: the members of an object may stand in any order, and a text or a
// number may be written otherwise the next time.
func plainJSON(raw json.RawMessage) string {
	var v any
	plain := len(raw) > 0 && raw[0] == '"' && !bytes.Contains(raw, []byte{'\\'})
	if plain || json.Unmarshal(raw, &v) != nil {
		return string(raw)
	}
	same, err := json.Marshal(v)
	if err != nil {
		return string(raw)
	}
	return string(same)
}

func sameServers(a, b []server) bool {
	return slices.Equal(keys(a), keys(b))
}

func keys(list []server) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.key()
	}
	slices.Sort(out)
	return out
}

// describeServers is a listing in a few words, for an error.
func describeServers(list []server) string {
	if len(list) == 0 {
		return "a group without backend servers"
	}
	var parts []string
	for _, s := range list {
		parts = append(parts, fmt.Sprintf("%s on port %s with weight %s", s.text("ServerId"), s.text("Port"), s.text("Weight")))
	}
	slices.Sort(parts)
	if len(parts) > 4 {
		parts = append(parts[:3], fmt.Sprintf("and %d more", len(parts)-3))
	}
	return fmt.Sprintf("a group of %d: %s", len(list), strings.Join(parts, ", "))
}
