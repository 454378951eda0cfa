package browser

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A question in plain words, a code, a parameter alone, and one misspelt: the rule that answers is among the first three. Rules
// that several operations share are found of any of them where the question names none: "*".
func TestTheAnswerComesFirst(t *testing.T) {
	p := openWhole(t, 1280, 900, "")
	for _, c := range [][2]string{
		{"can I delete a group in use", "DeleteVServerGroup/group.in-use"},
		{"How many servers may one call add?", "AddVServerGroupBackendServers/request.backend-servers.limit"},
		{"What happens when I delete a group that does not exist?", "DeleteVServerGroup/field.group-exists"},
		{"Can Set be called without names, or a kangaroo?", "SetVServerGroupAttribute/group.one-of-two"},
		{"may I call Create without a name?", "CreateVServerGroup/request.vserver-group-name.optional"},
		{"may I call Create without BackendServers?", "CreateVServerGroup/request.backend-servers.optional"},
		{"may I call Modify without OldBackendServers", "ModifyVServerGroupBackendServers/group.one-of-two"},
		{"list groups without a load balancer", "DescribeVServerGroups/request.load-balancer-id.required"},
		{"filter by tag", "DescribeVServerGroups/request.tag.meaning"},
		{"filter by name", "DescribeVServerGroups/request.description.meaning"},
		{"neither old nor new", "ModifyVServerGroupBackendServers/assumed.lists.neither"},
		{"how many tags", "*/tag.limit"},
		{"VServerGroupProcessing", "AddVServerGroupBackendServers/error.OperationFailed.ServiceGroupProcessing"},
		{"NetworkConflict", "*/error.NetworkConflict"},
		{"max length of a tag key", "*/tag.key.length"},
		{"can two groups have the same name", "CreateVServerGroup/assumed.name-twice"},
		{"there are vips associating with this vServer group", "DeleteVServerGroup/error.RspoolVipExist"},
		{"is there paging when I list groups", "DescribeVServerGroups/groups.in-one-answer"},
		{"does DescribeVServerGroupAttribute return ServerIp", "DescribeVServerGroupAttribute/response.server-ip"},
		{"remove a server that isn't in the group", "RemoveVServerGroupBackendServers/request.backend-servers.not-in-group"},
		{"is Type required for an ENI", "*/server.server-id.type-needed"},
		{"wieght range", "*/server.weight.range"},
		{"is GET allowed", "platform/platform.methods"},
		{"wrong region", "*/assumed.region-id.other"},
		{"can weight be a string", "*/field.numbers-or-strings"},
		{"server.weight.range", "*/server.weight.range"},
		{"what if a server was released", "*/error.InvalidServerId.NotExist"},
		{"can I delete an empty group", "DeleteVServerGroup/group.deleted"},
		{"are null values allowed", "*/assumed.members.null"},
		{"change the port of a server", "SetVServerGroupAttribute/server.port.meaning"},
		{"pagination PageSize PageNumber", "DescribeVServerGroups/groups.in-one-answer"},
		{"server name case sensitive keys serverId", "*/field.lower-camel-keys"},
		{"request throttled busy try again", "*/error.SystemBusy"},
		{"do group names have to be unique", "CreateVServerGroup/assumed.name-twice"},
		{"umlauts in server description", "*/server.description.alphabet"},
		{"delete a group that still has servers", "DeleteVServerGroup/field.deleted-with-servers"},
		{"must I pass Type to Remove", "RemoveVServerGroupBackendServers/assumed.backend-servers.type"},
		{"IncludeRule=yes", "DescribeVServerGroups/assumed.include-rule.odd"},
		{"two concurrent calls", "*/error.OperationBusy"},
		{"take a server out of rotation gracefully", "platform/family.drain"},
		{"what weight does a server get if I don't specify one", "*/server.weight.default"},
		{"remove a server from port 80 only", "RemoveVServerGroupBackendServers/server.port.meaning"},
		{"is creating with servers the same as adding them later", "platform/family.created-filled"},
		{"no access to this region", "CreateVServerGroup/error.UnauthorizedRegion"},
		{"BackendServers=[]", "*/assumed.backend-servers.empty"},
	} {
		var found []string
		p.do(chromedp.Evaluate(fmt.Sprintf(`(q => { q.value = %q; q.dispatchEvent(new Event("input", {bubbles: true})) })(document.querySelector("#q"))`, c[0]), nil),
			chromedp.Evaluate(visible, &found))
		answers := func(id string) bool { return id == c[1] || strings.HasSuffix(id, strings.TrimPrefix(c[1], "*")) }
		if first := found[:min(3, len(found))]; !slices.ContainsFunc(first, answers) {
			t.Errorf("%q finds %v first, want %s", c[0], first, c[1])
		}
	}
	var first string
	p.do(chromedp.SendKeys("#q", kb.Escape, chromedp.ByQuery), chromedp.Poll(`![...document.querySelectorAll(".rule")].some(r => r.hidden)`, nil),
		chromedp.Evaluate(`document.querySelector(".rule").id`, &first))
	if first != "AddVServerGroupBackendServers/ram.action" {
		t.Errorf("without a question the page begins with %s", first)
	}
}

// "May I call Set without a name?" takes two clicks: one into the search, and one on a scenario of the first rule. What other
// operations share with a rule is one click further.
func TestTwoClicksToTheExchange(t *testing.T) {
	p := openWhole(t, 1280, 900, "")
	const row = `[id="SetVServerGroupAttribute/group.one-of-two/a_call_with_a_list_alone_is_accepted"]`
	var first []string
	var status, led string
	p.do(chromedp.Click("#q", chromedp.ByQuery), chromedp.SendKeys("#q", "may I call Set without a name?", chromedp.ByQuery), chromedp.Evaluate(visible, &first))
	if len(first) == 0 || len(first) > 15 || first[0] != "SetVServerGroupAttribute/group.one-of-two" {
		t.Errorf("it finds %v", first)
	}
	p.shot("without-a-name", false)
	p.do(chromedp.Click(row+" summary", chromedp.ByQuery), chromedp.Text(row+" .call p", &status, chromedp.ByQuery, chromedp.NodeVisible))
	if !strings.Contains(status, "SetVServerGroupAttribute") || !strings.Contains(status, "200 OK") {
		t.Errorf("the scenario shows %q", status)
	}
	p.shot("without-a-name-answered", false)
	p.do(chromedp.SendKeys("#q", kb.Escape+"tag.limit", chromedp.ByQuery), chromedp.Evaluate(visible, &first), chromedp.Click(".likewise a", chromedp.ByQuery),
		chromedp.WaitVisible(".led", chromedp.ByQuery), chromedp.Evaluate(`document.querySelector(".led").id`, &led))
	if led == first[0] || !strings.HasSuffix(led, "/tag.limit") {
		t.Errorf("%s says that %s says the same", first[0], led)
	}
}

// Of a run in which everything holds, every scenario is on the page with the exchange that it is about, and nothing is cut.
func TestTheWholePageLeavesNothingOut(t *testing.T) {
	p := openWhole(t, 1280, 900, "")
	var scenarios, calls, cut int
	p.eval(`document.querySelectorAll(".scenarios tbody").length`, &scenarios)
	p.eval(`document.querySelectorAll(".scenarios tbody .call").length`, &calls)
	p.eval(`document.body.textContent.match(/more(?: scenarios?)?, in conformance\.json|more scenarios? in conformance\.json/g)?.length ?? 0`, &cut)
	if scenarios < 1000 || calls < scenarios || cut > 0 {
		t.Errorf("%d scenarios with %d exchanges, %d texts or scenarios are left out", scenarios, calls, cut)
	}
}
