package mock_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
)

// set alters the limits of every entry of a rule.
func set(id string, change func(*mock.Limits)) func(*mock.Table) {
	return func(t *mock.Table) {
		for _, i := range t.Entries(id) {
			change(&t.Rules[i].Limits)
		}
	}
}

func required(l *mock.Limits)     { l.Required = true }
func notTolerated(l *mock.Limits) { l.Tolerated = false }

// strict is a rule that lets a thing pass, made to refuse it.
type strict struct {
	rule    string
	change  func(*mock.Limits)
	before  string
	servers string // accepted by the rule as it stands, refused by the strict one
}

func stricts() []strict {
	return []strict{
		{"server.description.optional", required, "", eni},
		{"field.server-ip-optional", required, "", eni},
		{"server.server-id.kinds", func(l *mock.Limits) { l.Values = []string{fixtures.ECS, fixtures.ECI} }, "", eni},
		{"field.numbers-or-strings", func(l *mock.Limits) { l.Tolerated = l.Name == "string" }, "", eni},
		{"field.numbers-or-strings", func(l *mock.Limits) { l.Tolerated = l.Name == "number" }, "", with(`"Weight":"1"`)},
		{"field.order-of-members", notTolerated, "", `[{"Port":80,"Type":"eni","ServerId":"eni-bp1mockfirst"}]`},
		{"field.lower-camel-keys", notTolerated, "", `[{"serverId":"eni-bp1mockfirst","type":"eni","port":80}]`},
		{"field.unknown-members", notTolerated, "", with(`"Foo":1`)},
		{"field.duplicate-keys", notTolerated, "", with(`"Port":81`)},
		{"field.duplicate-in-call", notTolerated, "", strings.Replace(eni, "]", ","+eni[1:], 1)},
		{"field.mixed-kinds", notTolerated, "", `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80},{"ServerId":"i-bp1mockrunning","Port":80}]`},
		{"field.same-server-two-ports", notTolerated, eni, strings.Replace(eni, "80", "81", 1)},
		{"field.single-quotes", notTolerated, "", strings.ReplaceAll(eni, `"`, `'`)},
	}
}

func TestWhatIsToleratedCanBeRefused(t *testing.T) {
	for _, one := range stricts() {
		for _, alter := range []func(*mock.Table){func(*mock.Table) {}, set(one.rule, one.change)} {
			c := newCaller(t, alter)
			group := c.group("")
			if one.before != "" {
				c.add(group, one.before)
			}
			got := c.add(group, one.servers)
			isStrict := got.status != http.StatusOK
			if isStrict && !slices.Equal(got.broke, []string{one.rule}) {
				t.Errorf("%s: %s", one.rule, got)
			}
			if wantStrict := len(c.holds(group)) == 0 || one.before != "" && len(c.holds(group)) == 1; isStrict != wantStrict {
				t.Errorf("%s: answered %s, the group holds %v", one.rule, got, c.holds(group))
			}
		}
	}
}

func TestUnknownParametersAreIgnoredUnlessTheTableSaysOtherwise(t *testing.T) {
	for _, alter := range []func(*mock.Table){func(*mock.Table) {}, set("field.unknown-parameters", notTolerated)} {
		c := newCaller(t, alter)
		got := c.call(mock.Action, "RegionId", home, "VServerGroupId", c.group(""), "BackendServers", eni, "LoadBalancerId", "lb-whatever")
		if refused := got.status != http.StatusOK; refused != slices.Equal(got.broke, []string{"field.unknown-parameters"}) {
			t.Error(got)
		}
	}
}

func TestRAMMayAskForMoreThanTheDocumentation(t *testing.T) {
	for rule, change := range map[string]func(*mock.Limits){
		"ram.resource.instance": required, "ram.condition-key": required,
		"ram.dependent-action": func(l *mock.Limits) { l.Values = []string{"ecs:DescribeInstances"} },
	} {
		c := newCaller(t, set(rule, change))
		group := c.group("")
		held(t, c.as("adder", mock.Action, "RegionId", home, "VServerGroupId", group, "BackendServers", eni), "403 Forbidden", rule)
		if got := c.add(group, eni); got.status != http.StatusOK {
			t.Errorf("%s concerns the account itself: %s", rule, got)
		}
	}
}

// Every rule of the table is broken by a call of these tests, so that no entry is dead.
func TestEveryRuleIsTried(t *testing.T) {
	tried := []string{
		"request.region-id.required", "request.vserver-group-id.required", "request.backend-servers.required",
		"request.region-id.meaning", "platform.group-exists", "request.vserver-group-id.meaning", "field.unknown-parameters",
		"error.MasterSlaveServerConflict", "error.OperationFailed.ServiceGroupProcessing", "error.SignatureNonceUsed",
		"platform.methods", "platform.action", "platform.access-key", "platform.timestamp", "platform.signature.acs3",
		"platform.signature.rpc", "ram.action", "ram.resource.load-balancer", "ram.resource.instance", "ram.condition-key",
		"ram.dependent-action",
	}
	for _, r := range refusals() {
		tried = append(tried, r.rule)
	}
	for _, s := range stricts() {
		tried = append(tried, s.rule)
	}
	for _, r := range mock.Rules().Rules {
		if !slices.Contains(tried, r.ID) {
			t.Errorf("no call breaks %s", r.ID)
		}
	}
}

// A switched-off rule may leave a call without what later stages look at. Whatever is off, the mock answers.
func TestAnyRuleMayBeSwitchedOff(t *testing.T) {
	off := func(id string) func(*mock.Table) {
		return func(t *mock.Table) {
			for _, i := range t.Entries(id) {
				t.Rules[i].Breaks = func(*mock.Call, mock.Limits) (string, bool) { return "", false }
			}
		}
	}
	for _, r := range mock.Rules().Rules {
		c := newCaller(t, off(r.ID))
		for _, group := range []string{"", "rsp-nobody", "lb-bp1mockshared"} {
			for _, servers := range []string{"", "not json", `[{}]`, `[{"ServerId":"i-nobody","Port":80,"VbrId":"vbr-nowhere","ServerRegionId":"x"}]`, eni} {
				if got := c.add(group, servers); got.status >= 500 {
					t.Errorf("without %s: %s", r.ID, got)
				}
			}
		}
		c.send(unsigned(""))
		c.call("AddNothing")
		c.raw(http.MethodPut, "wrong", "AccessKeyId", "nobody")
	}
}

func TestATableThatNeedsAnAnswerNobodyRecorded(t *testing.T) {
	table := mock.Rules()
	table.Rules[table.Entries("error.NetworkConflict")[0]].Outcome = "NetworkConflicts"
	_, err := mock.New(account(t), answers(t), table, mock.Options{})
	want := `rule error.NetworkConflict: no recorded answer: fixtures/responses/AddVServerGroupBackendServers/NetworkConflicts.json is missing; did you mean "NetworkConflict"?`
	if !errors.Is(err, fixtures.ErrNoAnswer) || fmt.Sprint(err) != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestRulesIsAFreshCopy(t *testing.T) {
	one, other := mock.Rules(), mock.Rules()
	for _, r := range one.Rules {
		clear(r.Limits.Values)
	}
	one.Rules[0].ID = "changed"
	if other.Rules[0].ID == "changed" || slices.Contains(other.Rules[0].Limits.Values, "") {
		t.Error("two tables share their rules")
	}
}
