package steps

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/slbconform/slbconform/internal/wire"
)

func (w *World) thenGroupListsIt(ctx context.Context, said shape) error {
	return w.groupShows(ctx, func(now []server) error { return ofForm(w.listsIt(now, said)) })
}

// listsIt holds the listing of the server added last against "on port 80 with weight 100 and without description".
func (w *World) listsIt(listed []server, said shape) error {
	if w.last == nil || len(w.last.list) == 0 {
		return fmt.Errorf("no backend server was added by a sentence before this one")
	}
	it := w.last.list[len(w.last.list)-1]
	expected, err := w.expectation(it, said)
	if err != nil {
		return err
	}
	matching := 0
	var same []server
	for _, s := range listed {
		if s.text("ServerId") != it.Get("ServerId") {
			continue
		}
		same = append(same, s)
		if len(others(s, expected)) == 0 {
			matching++
		}
	}
	if matching == 1 {
		return nil
	}
	err = w.violated(fmt.Sprintf("%s listed once%s", it.Get("ServerId"), said.text), describeFully(same, expected))
	if matching == 0 {
		return overMembers(err, closest(same, expected))
	}
	return err
}

// expectation is what a sentence says in members and their raw JSON; "absent" for a member that is not there.
func (w *World) expectation(it element, said shape) (wire.Members, error) {
	const untouched = "\x00"
	probe := &call{answer: true, list: []element{{of: it.of, said: map[string]bool{}}}, params: parameters{}, headers: map[string]string{}}
	for _, name := range memberNames() {
		probe.list[0].Set(name, untouched)
	}
	if err := w.apply(context.Background(), probe, said); err != nil {
		return nil, err
	}
	var expected wire.Members
	for _, name := range memberNames() {
		switch raw := probe.list[0].Get(name); raw {
		case untouched:
		case "":
			expected.Set(name, "absent")
		default:
			expected.Set(name, raw)
		}
	}
	return expected, nil
}

// others are the members of a listed backend server that are other than expected.
func others(s server, expected wire.Members) []string {
	var names []string
	for _, m := range expected {
		if !sameJSON(s.text(m.Name), string(m.Raw)) {
			names = append(names, m.Name)
		}
	}
	return names
}

// closest are the members in which the listed backend server differs that differs least from what is expected: of two
// addresses of a server, the one that is meant.
func closest(listed []server, expected wire.Members) []string {
	var least []string
	for _, s := range listed {
		names := others(s, expected)
		if less := len(names) - len(least); least == nil || less < 0 || less == 0 && slices.Contains(least, "ServerIp") {
			least = names
		}
	}
	return least
}

// overMembers marks a violation by members that alone are other than expected.
func overMembers(err error, names []string) error {
	return marked(err, func(v *Violation) { v.Members = names })
}

// sameJSON compares raw JSON by what it says: type and value, not the way a text is escaped.
func sameJSON(a, b string) bool {
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return a == b
	}
	return reflect.DeepEqual(x, y)
}

func describeFully(same []server, expected wire.Members) string {
	if len(same) == 0 {
		return "no listing of it"
	}
	var parts []string
	for _, s := range same {
		var values []string
		for _, m := range expected {
			values = append(values, fmt.Sprintf("%s %s", m.Name, s.text(m.Name)))
		}
		parts = append(parts, "it with "+strings.Join(values, ", "))
	}
	return strings.Join(parts, "; ")
}

func (w *World) thenGroupListsNumber(ctx context.Context, number int) error {
	return w.groupShows(ctx, func(now []server) error {
		if len(now) != number {
			return w.overStrangers(w.violated(fmt.Sprintf("%d backend servers", number), describeServers(now)), now, number)
		}
		return nil
	})
}

// overStrangers marks a violation by a listing that has as many as expected, and besides what no call of the scenario named.
func (w *World) overStrangers(err error, now []server, expected int) error {
	strangers := count(now, func(s server) bool {
		return !slices.ContainsFunc(w.calls, func(x *wire.Exchange) bool {
			return w.Actions[x.Action].Does != wire.Reads && slices.ContainsFunc(slices.Collect(maps.Values(x.Request.Params())), func(values []string) bool {
				return strings.Contains(strings.Join(values, ""), s.text("ServerId"))
			})
		})
	})
	if expected == 0 || strangers == 0 || len(now)-strangers != expected {
		return err
	}
	return showing(err, Strangers)
}

func (w *World) thenGroupListsTable(ctx context.Context, table *godog.Table) error {
	expected, names, err := w.elements(ctx, table)
	if err != nil {
		return err
	}
	return w.groupShows(ctx, func(now []server) error { return ofForm(w.listsExactly(now, expected, names)) })
}

// listsExactly pairs each row of a table with one listed server; the members that the table names are what is compared.
func (w *World) listsExactly(listed []server, rows []element, names []string) error {
	left := slices.Clone(listed)
	var missing []wire.Members
	for _, row := range rows {
		expected := wire.Members{{Name: "ServerId", Raw: json.RawMessage(row.Get("ServerId"))}}
		for _, name := range names {
			expected.Set(name, cmp.Or(row.Get(name), "absent"))
		}
		i := slices.IndexFunc(left, func(s server) bool { return len(others(s, expected)) == 0 })
		if i < 0 {
			missing = append(missing, expected)
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	if len(missing) > 0 {
		var members []string
		for _, expected := range missing {
			members = append(members, closest(left, expected)...)
		}
		return overMembers(w.violated(fmt.Sprintf("a listing with %v", missing[0]), describeServers(listed)), members)
	}
	if len(left) > 0 {
		return w.overStrangers(w.violated(fmt.Sprintf("%d backend servers", len(rows)), describeServers(listed)), listed, len(rows))
	}
	return nil
}
