package mock_test

import (
	"slices"
	"strings"
	"testing"
)

func TestWhatIsAccepted(t *testing.T) {
	for name, one := range map[string]struct {
		servers string
		holds   []string
	}{
		"an ECS instance without Type": {`[{"ServerId":"i-bp1mockrunning","Port":80}]`, []string{"i-bp1mockrunning:80*100"}},
		"an ENI with two addresses": {`[{"ServerId":"eni-bp1mocktwoaddresses","Type":"eni","Port":80,"ServerIp":"10.0.1.13"},{"ServerId":"eni-bp1mocktwoaddresses","Type":"eni","Port":80,"ServerIp":"10.0.1.14"}]`,
			[]string{"eni-bp1mocktwoaddresses:80*100", "eni-bp1mocktwoaddresses:80*100"}},
		"three kinds": {`[{"ServerId":"i-bp1mockrunning","Port":80},{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80},{"ServerId":"eci-bp1mockcontainer","Type":"eci","Port":80}]`,
			[]string{"i-bp1mockrunning:80*100", "eni-bp1mockfirst:80*100", "eci-bp1mockcontainer:80*100"}},
		"one server on two ports": {`[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80},{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":81}]`,
			[]string{"eni-bp1mockfirst:80*100", "eni-bp1mockfirst:81*100"}},
		"two equal servers":    {`[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"Weight":1},{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"Weight":2}]`, []string{"eni-bp1mockfirst:80*1"}},
		"numbers as strings":   {`[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":"80","Weight":"7"}]`, []string{"eni-bp1mockfirst:80*7"}},
		"single quotes":        {`[{'ServerId':'eni-bp1mockfirst','Type':'eni','Port':'80','Weight':'7'}]`, []string{"eni-bp1mockfirst:80*7"}},
		"small first letters":  {`[{"serverId":"eni-bp1mockfirst","type":"eni","serverIp":"","port":80,"weight":7}]`, []string{"eni-bp1mockfirst:80*7"}},
		"unknown members":      {`[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"IsUserManaged":false,"NodeName":null,"Foo":{"a":[1]}}]`, []string{"eni-bp1mockfirst:80*100"}},
		"another order":        {`[{"Port":80,"Type":"eni","ServerId":"eni-bp1mockfirst"}]`, []string{"eni-bp1mockfirst:80*100"}},
		"a member given twice": {`[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"Weight":1,"Weight":2}]`, []string{"eni-bp1mockfirst:80*2"}},
		"nulls":                {`[{"ServerId":"i-bp1mockrunning","Type":null,"Port":80,"Weight":null,"Description":null,"ServerIp":null}]`, []string{"i-bp1mockrunning:80*100"}},
		"white space":          {" [ {\"ServerId\" : \"eni-bp1mockfirst\",\n\"Type\":\"eni\", \"Port\":80 } ] ", []string{"eni-bp1mockfirst:80*100"}},
		"twenty servers":       {many(20), nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCaller(t)
			group := c.group("")
			got := c.add(group, one.servers)
			if got.status != 200 || got.broke != nil {
				t.Fatal(got)
			}
			held := c.holds(group)
			if one.holds != nil && !slices.Equal(held, one.holds) {
				differs(t, "the group holds %v, not %v", held, one.holds)
			}
			if answered := listed(got); !slices.Equal(answered, held) {
				differs(t, "the answer lists %v, the group holds %v", answered, held)
			}
		})
	}
}

func TestAnAnswerListsTheWholeGroup(t *testing.T) {
	c := newCaller(t)
	group := c.group("")
	c.add(group, eni)
	if got := listed(c.add(group, `[{"ServerId":"eni-bp1mocksecond","Type":"eni","Port":80}]`)); len(got) != 2 {
		differs(t, "the answer to the second addition lists %v", got)
	}
}

func TestMembersOfTheAnswer(t *testing.T) {
	c := newCaller(t)
	plain := c.add(c.group(""), eni).body
	if !strings.Contains(plain, `{"Type":"eni","Weight":100,"Port":80,"ServerId":"eni-bp1mockfirst"}`) {
		differs(t, "without Description: %s", plain)
	}
	described := c.add(c.group(""), with(`"Description":"web-1"`)).body
	if !strings.Contains(described, `"Description":"web-1"`) {
		differs(t, "with Description: %s", described)
	}
}
