package mock_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
)

const equal = `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"Weight":1},{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"Weight":2}]`

// Where the documents are silent an option says what becomes of a call; each is shown with what it does and what the mock
// does without it.
func TestOptionsOfAnAddition(t *testing.T) {
	ok := "200"
	for name, one := range map[string]struct {
		options         mock.Options
		before, servers string
		says            string
		holds           []string
	}{
		"two equal ones":          {mock.Options{}, "", equal, ok, []string{"eni-bp1mockfirst:80*1"}},
		"the last of them":        {mock.Options{DuplicatesInCall: mock.Updated}, "", equal, ok, []string{"eni-bp1mockfirst:80*2"}},
		"refused":                 {mock.Options{DuplicatesInCall: mock.Refused}, "", equal, "400 InvalidParameter", []string{}},
		"both of them":            {mock.Options{DuplicatesInCall: mock.Both, DuplicatesInGroup: mock.Both}, "", equal, ok, []string{"eni-bp1mockfirst:80*1", "eni-bp1mockfirst:80*2"}},
		"one that is there":       {mock.Options{}, eni, with(`"Weight":7`), "400 InvalidParameter", []string{"eni-bp1mockfirst:80*100"}},
		"left as it is":           {mock.Options{DuplicatesInGroup: mock.Ignored}, eni, with(`"Weight":7`), ok, []string{"eni-bp1mockfirst:80*100"}},
		"updated":                 {mock.Options{DuplicatesInGroup: mock.Updated}, eni, with(`"Weight":7`), ok, []string{"eni-bp1mockfirst:80*7"}},
		"a member twice":          {mock.Options{}, "", with(`"Weight":1,"Weight":2`), ok, []string{"eni-bp1mockfirst:80*2"}},
		"the first of them":       {mock.Options{FirstKeyCounts: true}, "", with(`"Weight":1,"Weight":2`), ok, []string{"eni-bp1mockfirst:80*1"}},
		"an empty list":           {mock.Options{}, "", `[]`, ok, []string{}},
		"an empty list refused":   {mock.Options{EmptyList: mock.Refused}, "", `[]`, "400 BackendServersMalformed", []string{}},
		"more than twenty":        {mock.Options{}, "", many(21), "400 TooManyBackendServers", []string{}},
		"forty":                   {mock.Options{ServersPerCall: 40}, "", many(40), ok, nil},
		"more than forty":         {mock.Options{ServersPerCall: 40}, "", many(41), "400 TooManyBackendServers", []string{}},
		"more than there is room": {mock.Options{BackendServers: 2}, eni, many(2), "400 InstanceBackendServerNumberOverLimit", []string{"eni-bp1mockfirst:80*100"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := withOptions(t, one.options)
			group := c.group("")
			if one.before != "" {
				c.add(group, one.before)
			}
			got := c.add(group, one.servers)
			if says := got.says(); says != one.says {
				differs(t, "want %s, got %s", one.says, got)
			}
			if holds := c.holds(group); one.holds != nil && !slices.Equal(holds, one.holds) {
				differs(t, "the group holds %v, not %v", holds, one.holds)
			}
		})
	}
}

func TestAnAnswerMayListThoseConcernedAlone(t *testing.T) {
	c := withOptions(t, mock.Options{Answers: mock.Concerned})
	group := c.group("")
	c.add(group, eni)
	got := listed(c.add(group, `[{"ServerId":"eni-bp1mocksecond","Type":"eni","Port":80}]`))
	if !slices.Equal(got, []string{"eni-bp1mocksecond:80*100"}) || len(c.holds(group)) != 2 {
		differs(t, "the answer lists %v", got)
	}
	if got := listed(c.inGroup("SetVServerGroupAttribute", group, "BackendServers", equal)); !slices.Equal(got, []string{"eni-bp1mockfirst:80*2"}) {
		differs(t, "the answer to setting one twice lists %v", got)
	}
}

func TestAServerThatIsGoneMayBeRefused(t *testing.T) {
	const gone = `[{"ServerId":"i-bp1nobody","Port":80}]`
	for options, want := range map[mock.Word]string{mock.Ignored: "200", mock.Refused: "400 ObtainIpFail"} {
		c := withOptions(t, mock.Options{GoneServers: options})
		got := c.call("RemoveVServerGroupBackendServers", "RegionId", home, "VServerGroupId", c.group(""), "BackendServers", gone)
		if got.says() != want {
			differs(t, "want %s, got %s", want, got)
		}
	}
}

// Of what no document says of replacing and setting, an option says the other thing.
func TestOptionsOfReplacingAndSetting(t *testing.T) {
	const absent, described = `[{"ServerId":"eni-bp1mocksecond","Type":"eni","Port":80,"Weight":1}]`, `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"Description":"new"}]`
	for name, one := range map[string]struct {
		action, parameter, list string
		choice, word, says      string
		otherwise               string
	}{
		"neither list":             {"ModifyVServerGroupBackendServers", "", "", "neither-list", "refused", "200", "400 MissingParameter"},
		"an old one that is not":   {"ModifyVServerGroupBackendServers", "OldBackendServers", absent, "absent-servers", "refused", "200", "400 InvalidServerId.NotFound"},
		"to set one that is not":   {"SetVServerGroupAttribute", "BackendServers", absent, "absent-servers", "refused", "200", "400 InvalidServerId.NotFound"},
		"to set one that is there": {"SetVServerGroupAttribute", "BackendServers", with(`"Weight":7`), "absent-servers", "refused", "200", "200"},
		"to set a description":     {"SetVServerGroupAttribute", "BackendServers", described, "descriptions", "changed", "200", "200"},
	} {
		for word, want := range map[string]string{"": one.says, one.word: one.otherwise} {
			c := withOptions(t, chosen(t, one.choice, word))
			group := c.group("")
			c.add(group, eni)
			if got := c.call(one.action, "RegionId", home, "VServerGroupId", group, one.parameter, one.list); got.says() != want {
				differs(t, "%s, %s %q: want %s, got %s", name, one.choice, word, want, got)
			}
			read := c.must("DescribeVServerGroupAttribute", "RegionId", home, "VServerGroupId", group)
			if is := strings.Contains(read.body, `"Description":"new"`); is != (word == "changed") {
				differs(t, "%s, %s %q: %s", name, one.choice, word, read)
			}
		}
	}
}

// A description that is set is held to what adding holds it to, where it is looked at.
func TestADescriptionThatIsSetIsHeldAsAnAddedOne(t *testing.T) {
	for description, want := range map[string]string{`""`: "400 InvalidParameterLength", `7`: "400 InvalidParameter", `"d d"`: "400 InvalidParameter", `"` + strings.Repeat("a", 81) + `"`: "400 InvalidParameterLength", `"aZ09-/._"`: "200"} {
		for word, says := range map[string]string{"": "200", "changed": want} {
			c := withOptions(t, chosen(t, "descriptions", word))
			group := c.group("")
			c.add(group, eni)
			if got := c.inGroup("SetVServerGroupAttribute", group, "BackendServers", with(`"Description":`+description)); !strings.HasPrefix(got.says(), says) {
				differs(t, "descriptions %q, %s: want %s, got %s", word, description, says, got)
			}
		}
	}
}

// chosen are options with one choice made, and with none where word is empty.
func chosen(t *testing.T, name, word string) mock.Options {
	t.Helper()
	o, found := mock.Options{}, false
	for _, c := range mock.Choices() {
		if c.Name != name {
			continue
		}
		found = true
		if word == "" {
			word = c.Default
		}
		if err := c.Choose(&o, word); err != nil {
			t.Fatal(err)
		}
	}
	if !found {
		t.Fatalf("there is no choice %s", name)
	}
	return o
}

// The first word of a choice is its default, which is what the mock does when nobody chose; every choice has a basis.
func TestTheDefaultOfAChoiceIsItsFirstWord(t *testing.T) {
	for _, c := range mock.Choices() {
		if len(c.Words) > 0 && c.Words[0] != c.Default || c.Why == "" || !slices.Contains([]string{"stated", "inferred", "known", "assumed"}, c.Basis) {
			differs(t, "%+v", c)
		}
	}
}
