package wire_test

import (
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// An action is found by what it does to what: none that does another thing, does it to another, lists it or is an example, though
// its name comes first.
func TestTheActionThatDoesIt(t *testing.T) {
	all := wire.Actions{
		"Create": {Does: wire.Creates, About: "Group"}, "Read": {Does: wire.Reads, About: "Group"}, "Delete": {Does: wire.Deletes, About: "Group"},
		"List": {Does: wire.Reads, About: "Group", Lists: "Group"}, "Add": {Does: wire.Changes, About: "Group", In: "Servers"},
		"Remove": {Does: wire.Changes, About: "Group", Out: "Servers"}, "Modify": {Does: wire.Changes, About: "Group", In: "New", Out: "Old"},
		"AddOther": {Does: wire.Creates, About: "Balancer", In: "Servers"}, "AList": {Does: wire.Reads, About: "Balancer", Lists: "Balancer"},
		"AnExample": {Does: wire.Creates, About: "Group", In: "Servers", Invented: true}, "Created": {Does: wire.Creates, About: "Group"},
		"ATake": {Does: wire.Changes, About: "Balancer", Out: "Servers"}, "APut": {Does: wire.Changes, About: "Balancer", In: "Servers"}, "ASet": {Does: wire.Changes, About: "Group"},
	}
	for says, c := range map[string]struct{ got, want string }{
		"creates": {all.That(wire.Creates, "Group"), "Create"}, "reads": {all.That(wire.Reads, "Group"), "Read"}, "deletes": {all.That(wire.Deletes, "Group"), "Delete"},
		"lists": {all.ThatLists("Group"), "List"}, "puts in": {all.ThatPutsIn("Group"), "Add"}, "takes out": {all.ThatTakesOut("Group"), "Remove"},
		"nothing does": {all.That(wire.Deletes, "Balancer"), ""},
	} {
		if c.got != c.want {
			t.Errorf("what %s is %q, not %q", says, c.got, c.want)
		}
	}
}
