package mock_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
)

// around is a service with something around every call.
func around(what func(c *mock.Call, handle func() mock.Reply) mock.Reply) func(*mock.Table) {
	return func(t *mock.Table) { t.Around = what }
}

// What stands around a call sees and changes what it does: here a refusal is applied, and one of the servers too many.
func TestWhatStandsAroundACall(t *testing.T) {
	c := newCaller(t, around(func(c *mock.Call, handle func() mock.Reply) mock.Reply {
		r := handle()
		if c.Action() == action && r.Refused() && slices.Equal(c.Broke(), []string{full("server.weight.range")}) {
			c.Hold(c.Group(), append(c.Held(c.Group()), c.Asked()...))
		}
		if c.Action() == action && !r.Refused() {
			r.List(nil)
		}
		return r
	}))
	group := c.group("")
	c.add(group, with(`"Weight":101`))
	if got := c.holds(group); !slices.Equal(got, []string{"eni-bp1mockfirst:80*101"}) {
		differs(t, "the group holds %v", got)
	}
	if got := c.add(group, many(1)); len(listed(got)) != 0 || len(c.holds(group)) != 2 {
		differs(t, "answered %s, the group holds %v", got, c.holds(group))
	}
}

func TestDefaultsAreData(t *testing.T) {
	c := newCaller(t, func(t *mock.Table) { t.Defaults = mock.Defaults{Weight: 50, Type: "eni"} })
	group := c.group("")
	c.add(group, `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80}]`)
	if got := c.holds(group); !slices.Equal(got, []string{"eni-bp1mockfirst:80*50"}) {
		differs(t, "the group holds %v", got)
	}
}

func TestRequestIDs(t *testing.T) {
	c := newCaller(t)
	uuid := regexp.MustCompile(`^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$`)
	seen := map[string]bool{}
	for range 100 {
		id := c.call("DescribeLoadBalancers", "RegionId", home).text("RequestId")
		if !uuid.MatchString(id) || seen[id] {
			t.Fatalf("request id %q", id)
		}
		seen[id] = true
	}
	same := newCaller(t, func(t *mock.Table) { t.RequestID = func() string { return "one" } })
	if got := same.call("DescribeLoadBalancers", "RegionId", home).text("RequestId"); got != "one" {
		differs(t, "%v", got)
	}
}

// An action of the API that is not played here is answered like one that does not exist, and marked: the client broke
// no rule.
func TestAnActionThatIsNotPlayed(t *testing.T) {
	c := newCaller(t)
	got := c.call("DescribeHighDefinationMonitor", "RegionId", home)
	if got.says() != "404 InvalidApi.NotFound" || len(got.broke) > 0 || got.notPlayed != "DescribeHighDefinationMonitor" {
		differs(t, "%s is marked %q", got, got.notPlayed)
	}
	if got.why == "" {
		differs(t, "the service does not know that it does not play the action")
	}
	if unknown := c.call("AddNothing"); unknown.notPlayed != "" || len(unknown.broke) != 1 {
		differs(t, "an action that nobody has: %s, marked %q", unknown, unknown.notPlayed)
	}
}
