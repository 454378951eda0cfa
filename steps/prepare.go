package steps

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// theGroup is the parameter of an operation that takes a group.
func theGroup(_ *World, c *call) parameters {
	return parameters{"VServerGroupId": dara.String(c.group.id)}
}

// theList are the backend servers that a call sent in its list.
func theList(c *call) ([]server, bool) { return c.asked(c.op.List) }

// groupAndList are the parameters of an operation that takes a group and backend servers.
func groupAndList(_ *World, c *call) parameters {
	return parameters{"VServerGroupId": dara.String(c.group.id), c.op.List: dara.String(c.backendServers())}
}

// theGroupHasThem adds the backend servers of a call to the group, as plainly as they can be added, where they are not
// in it yet: an operation that changes or removes them needs them there.
func theGroupHasThem(ctx context.Context, w *World, c *call) error {
	if c.unprepared {
		return nil
	}
	if err := w.knowGroup(ctx); err != nil {
		return err
	}
	var missing []element
	for _, e := range c.elements() {
		plain := e.plainly()
		like := plain.listed().like
		named := e.of.ID != "" // what names no server cannot be put in
		if named && count(w.group.listed, like) == 0 && !slices.ContainsFunc(missing, func(m element) bool { return like(m.listed()) }) {
			missing = append(missing, plain)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	for part := range slices.Chunk(missing, 20) { // the most that one call takes
		if err := w.add(ctx, part); err != nil {
			return err
		}
	}
	return w.knowGroup(ctx)
}

// elements are the backend servers of a call, read from its text where it has one.
func (c *call) elements() []element {
	if c.text == nil {
		return c.list
	}
	var list []server
	if json.Unmarshal([]byte(*c.text), &list) != nil {
		return nil
	}
	var out []element
	for _, s := range list {
		e := s.element()
		for name, raw := range s {
			e.Set(name, string(raw))
		}
		out = append(out, e)
	}
	return out
}

// element is a backend server in the form of the samples, by what a listing or a call says of it.
func (s server) element() element {
	of := target.Resource{ID: s.plain("ServerId"), Type: s.plain("Type")}
	if address := s.plain("ServerIp"); address != "" {
		of.Addresses = []string{address}
	}
	return newElement(of)
}

// plainly is the backend server of an element in the form of the samples, at the port and the address that it names.
func (e element) plainly() element {
	plain := newElement(e.of)
	plain.Set("Port", wire.Quote(portOf(e.Get("Port"))))
	if address := e.listed().plain("ServerIp"); slices.Contains(e.of.Addresses, address) {
		plain.Set("ServerIp", wire.Quote(address))
	}
	if text := e.Get("Description"); text != "" && !e.said["Description"] {
		plain.Set("Description", text)
	}
	return plain
}

// plain is the text of a member; "" when it has none.
func (s server) plain(name string) string {
	var text string
	if json.Unmarshal(s[name], &text) != nil {
		return ""
	}
	return text
}

// portOf is the port that raw JSON names, or the usual one where it names none.
func portOf(raw string) string {
	digits := strings.Trim(raw, `"`)
	if port, err := strconv.Atoi(digits); err != nil || port < 1 || port > 65535 {
		return "80"
	}
	return digits
}

// at is what tells one backend server of a group from another: the server and its port.
func (s server) at() string {
	return strings.Trim(s.text("ServerId"), `"`) + " " + cmp.Or(number(s["Port"]), s.text("Port"))
}

// without are the backend servers of a listing that a list does not name.
func without(listed, named []server) []server {
	return slices.DeleteFunc(slices.Clone(listed), func(s server) bool {
		return slices.ContainsFunc(named, s.like)
	})
}
