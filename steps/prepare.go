package steps

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/alibabacloud-go/tea/dara"
)

// groupAndList are the parameters of an operation that takes a group and backend servers.
func groupAndList(_ *World, c *call) parameters {
	return parameters{"VServerGroupId": dara.String(c.group.id), c.op.List: dara.String(c.backendServers())}
}

// theGroupHasThem adds the backend servers of a call to the group, as plainly as they can be added, where they are not
// in it yet: an operation that changes or removes them needs them there.
func theGroupHasThem(ctx context.Context, w *World, c *call) error {
	if err := w.knowGroup(ctx); err != nil {
		return err
	}
	var missing []element
	for _, e := range c.list {
		plain := newElement(e.of)
		plain.say("Port", quote(portOf(e.get("Port"))))
		there := func(s server) bool { return s.at() == plain.listed().at() }
		if !slices.ContainsFunc(w.group.listed, there) && !slices.ContainsFunc(missing, func(m element) bool { return there(m.listed()) }) {
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
	return strings.Trim(s.text("ServerId"), `"`) + " " + strings.Trim(s.text("Port"), `"`)
}

// without are the backend servers of a listing that a list does not name.
func without(listed, named []server) []server {
	return slices.DeleteFunc(slices.Clone(listed), func(s server) bool {
		return slices.ContainsFunc(named, func(n server) bool { return n.at() == s.at() })
	})
}
