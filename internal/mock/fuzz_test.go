package mock_test

import (
	"testing"
)

// Whatever stands in the list, the mock answers in JSON with a status of its own; and a refused call, or one that
// is answered for no reason, changes nothing.
func FuzzAnyListIsAnswered(f *testing.F) {
	for _, r := range refusals() {
		f.Add(r.servers)
		f.Add(r.control)
	}
	f.Add(`[{'ServerId':'it\'s','a"b':1}]`)
	f.Add(`[{"ServerId":"eni-bp1mockfirst","\u00e9":1,"":2}]`)
	f.Fuzz(func(t *testing.T, servers string) {
		c := newCaller(t)
		group := c.group("lb-bp1mockcen")
		got := c.call(action, "RegionId", home, "VServerGroupId", group, "BackendServers", servers)
		refused := got.status != 200 // by which status, the scenarios say
		if refused == (len(got.broke) == 0) || refused && len(c.holds(group)) != 0 {
			t.Errorf("answered %s, the group holds %v", got, c.holds(group))
		}
	})
}
