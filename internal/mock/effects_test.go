package mock_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
)

// wrong is a service that is wrong about what a call does.
func wrong(change func(*mock.Effects)) func(*mock.Table) {
	return func(t *mock.Table) { change(&t.Effects) }
}

func TestEffectsOfAnAddition(t *testing.T) {
	two := `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80},{"ServerId":"eni-bp1mocksecond","Type":"eni","Port":80}]`
	equal := `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"Weight":1},{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"Weight":2}]`
	for name, one := range map[string]struct {
		change  func(*mock.Effects)
		servers string
		holds   []string
	}{
		"another default weight": {func(e *mock.Effects) { e.DefaultWeight = 50 }, eni, []string{"eni-bp1mockfirst:80*50"}},
		"another default type":   {func(e *mock.Effects) { e.DefaultType = "eni" }, `[{"ServerId":"i-bp1mockrunning","Port":80}]`, []string{}},
		"the first only":         {func(e *mock.Effects) { e.Applies = func(m []mock.Member) []mock.Member { return m[:1] } }, two, []string{"eni-bp1mockfirst:80*100"}},
		"nothing at all":         {func(e *mock.Effects) { e.Applies = func([]mock.Member) []mock.Member { return nil } }, two, []string{}},
		"another port":           {func(e *mock.Effects) { e.Stores = func(m mock.Member) mock.Member { m.Port++; return m } }, eni, []string{"eni-bp1mockfirst:81*100"}},
		"the last of two equals": {func(e *mock.Effects) { e.Duplicates = mock.LastCounts }, equal, []string{"eni-bp1mockfirst:80*2"}},
		"both of two equals":     {func(e *mock.Effects) { e.Duplicates = mock.BothCount }, equal, []string{"eni-bp1mockfirst:80*1", "eni-bp1mockfirst:80*2"}},
		"the first of two keys":  {func(e *mock.Effects) { e.FirstKeyCounts = true }, with(`"Weight":1,"Weight":2`), []string{"eni-bp1mockfirst:80*1"}},
		"nothing read back":      {func(e *mock.Effects) { e.Lists = func([]mock.Member) []mock.Member { return nil } }, eni, []string{}},
		"a refusal applied": {func(e *mock.Effects) {
			e.AppliesRefused = func(_ string, asked []mock.Member) []mock.Member { return asked }
		}, with(`"Weight":101`), []string{"eni-bp1mockfirst:80*101"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCaller(t, wrong(one.change))
			group := c.group("")
			c.add(group, one.servers)
			if got := c.holds(group); !slices.Equal(got, one.holds) {
				t.Errorf("the group holds %v, not %v", got, one.holds)
			}
		})
	}
}

func TestAServiceThatAddsToAnotherGroup(t *testing.T) {
	c := newCaller(t, wrong(func(e *mock.Effects) { e.AppliesTo = func(_ string, groups []string) string { return groups[0] } }))
	lb := c.loadBalancer()
	first, second := c.group(lb), c.group(lb)
	c.add(second, eni)
	if len(c.holds(first)) != 1 || len(c.holds(second)) != 0 {
		t.Errorf("the groups hold %v and %v", c.holds(first), c.holds(second))
	}
}

func TestAServiceThatAnswersWithTheNewServersOnly(t *testing.T) {
	c := newCaller(t, wrong(func(e *mock.Effects) { e.Answers = func(_, added []mock.Member) []mock.Member { return added } }))
	group := c.group("")
	c.add(group, eni)
	got := listed(c.add(group, `[{"ServerId":"eni-bp1mocksecond","Type":"eni","Port":80}]`))
	if !slices.Equal(got, []string{"eni-bp1mocksecond:80*100"}) || len(c.holds(group)) != 2 {
		t.Errorf("the answer lists %v", got)
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
	same := newCaller(t, wrong(func(e *mock.Effects) { e.RequestID = func() string { return "one" } }))
	if got := same.call("DescribeLoadBalancers", "RegionId", home).text("RequestId"); got != "one" {
		t.Error(got)
	}
}
