package run_test

import (
	"bytes"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/reports"
)

// A call may have two lists, and rests on the backend servers of both: one that is not what the inventory says leaves it
// undecided, in whichever list it stands, and its success shows nothing of what it took out.
func TestACallRestsOnBothItsLists(t *testing.T) {
	const modify = "ModifyVServerGroupBackendServers/"
	for _, role := range []string{"backend server", "second network interface"} {
		result, _ := answerOf(t, service(t, without(role), nil), run.Options{}, modify+"group.*", modify+"request.*", modify+"server.*", modify+"sample.*")
		if len(result.Causes) != 1 {
			differs(t, "without the %s: %d causes", role, len(result.Causes))
		}
		for _, r := range result.Rules {
			if r.Verdict == reports.Violates {
				differs(t, "without the %s: %s: %s: %s", role, r.ID, r.Verdict, r.Reason)
			}
		}
	}
}

func TestARoleWithTooFewAddressesIsNamed(t *testing.T) {
	const role = "network interface with an IPv6 address"
	fewer := played(role, func(r *target.Resource) { r.Addresses = r.Addresses[:1] })
	result, _ := answerOf(t, service(t, fewer, nil), run.Options{}, add+"error.OperationDeny.LbNotSupportIPv6Server")
	for _, o := range result.Outcomes {
		if o.Verdict != reports.Inconclusive || !strings.Contains(o.Reason, role) || len(result.Faults) > 0 {
			differs(t, "%s: %s: %s; faults %v", o.Scenario.ID(), o.Verdict, o.Reason, result.Faults)
		}
	}
}

// Where a service puts a backend server's own address in place of one that it does not have, the inventory that gives it such a one is
// named, and nothing is violated. One that reads every address otherwise is at fault.
func TestARoleThatHasAnotherAddressIsNamed(t *testing.T) {
	runtest.Sequential(t)
	const role, wrong, own = "elastic container instance", "10.0.1.99", "10.0.1.31"
	puts := func(config *mocktarget.Config) {
		played(role, func(r *target.Resource) { r.Addresses = []string{wrong} })(config)
		config.Table.Around = func(call *mock.Call, handle func() mock.Reply) mock.Reply {
			for _, name := range call.Params() {
				call.SetParam(name, strings.ReplaceAll(call.Param(name), wrong, own))
			}
			return handle()
		}
	}
	rules := []string{add + "server.*", "RemoveVServerGroupBackendServers/server.*"}
	result, report := answerOf(t, service(t, puts, nil), run.Options{}, rules...)
	for _, r := range result.Rules {
		if r.Verdict == reports.Violates {
			differs(t, "%s: %s: %s", r.ID, r.Verdict, r.Reason)
		}
	}
	if len(report.Causes) != 1 || !strings.Contains(report.Causes[0].Reason, role) || !strings.Contains(report.Causes[0].Reason, own) {
		differs(t, "causes: %+v", report.Causes)
	}
	_, report = answerOf(t, service(t, puts, nil), run.Options{Shown: []string{role}}, rules...)
	if report.Totals.Scenarios[reports.Violates] == 0 {
		differs(t, "of a role that somebody looked at nothing is violated: %+v", report.Causes)
	}
	seen := map[string]bool{}
	sometimes := service(t, nil, func(action string, answer *http.Response, body []byte) []byte {
		group := answer.Request.URL.Query().Get("VServerGroupId")
		if action != "DescribeVServerGroupAttribute" || !bytes.Contains(body, []byte(own)) {
			return body
		}
		if _, is := seen[group]; !is {
			seen[group] = len(seen)%2 == 0
		}
		if seen[group] {
			return bytes.ReplaceAll(body, []byte(`"`+own+`"`), []byte(`"`+wrong+`"`))
		}
		return body
	})
	_, report = answerOf(t, sometimes, run.Options{Concurrency: 1}, add+"server.*")
	if report.Totals.Scenarios[reports.Violates] == 0 {
		differs(t, "of a role that is read rightly elsewhere nothing is violated: %+v", report.Causes)
	}
	others := service(t, nil, func(_ string, _ *http.Response, body []byte) []byte {
		return bytes.ReplaceAll(body, []byte(`"ServerIp":"10.0.1.`), []byte(`"ServerIp":"10.0.9.`))
	})
	const meaning = add + "server.server-ip.meaning"
	result, _ = answerOf(t, others, run.Options{}, meaning)
	if v, why := verdictOf(result, meaning); v != reports.Violates {
		differs(t, "%s: %s", v, why)
	}
}

// Where every answer lists a backend server as of another type than its role, or every reading without an address, that role is named and
// nothing is violated. One operation that tells it otherwise than the others is at fault, and so is a service that tells of several so.
func TestARoleThatIsListedAsAnotherIsNamed(t *testing.T) {
	runtest.Sequential(t)
	const role = "elastic container instance"
	rules := []string{add + "server.*", add + "response.type.values", add + "sample.eci", "DescribeVServerGroupAttribute/response.type*", "SetVServerGroupAttribute/server.*"}
	for name, c := range map[string]struct {
		by, old, with string
		shown         []string
		violates      bool
	}{
		"of another type":               {".", `"Type":"eci"`, `"Type":"eni"`, nil, false},
		"without its address":           {".", `"ServerIp":"10.0.1.31"`, `"VbrId":""`, nil, false},
		"with an empty address":         {".", `"ServerIp":"10.0.1.31"`, `"ServerIp":""`, nil, false},
		"looked at, of another type":    {".", `"Type":"eci"`, `"Type":"eni"`, []string{role}, true},
		"of another type by one answer": {"Attribute", `"Type":"eci"`, `"Type":"eni"`, nil, true},
		"each of another type":          {".", `"Type":"e[cn]i"`, `"Type":"ecs"`, nil, true},
		"each without its address":      {".", `"ServerIp":"[^"]*"`, `"VbrId":""`, nil, true},
	} {
		by, old := regexp.MustCompile(c.by), regexp.MustCompile(c.old)
		other := service(t, nil, func(action string, _ *http.Response, body []byte) []byte {
			if by.MatchString(action) {
				return old.ReplaceAll(body, []byte(c.with))
			}
			return body
		})
		result, report := answerOf(t, other, run.Options{Shown: c.shown}, rules...)
		named := 0
		for _, cause := range result.Causes {
			if strings.Contains(cause.Reason, "-shown") && strings.Contains(cause.Reason, role) {
				named++
			}
		}
		if violates := report.Totals.Scenarios[reports.Violates] > 0; violates != c.violates || named > 0 == violates {
			differs(t, "%s: %d violated, the role is named %d times: %+v", name, report.Totals.Scenarios[reports.Violates], named, report.Causes)
		}
	}
}

// A service may leave out what is gone, or stopped, or in another VPC, where it does not refuse it: the one role that no reading lists is
// named, and nothing is violated. One that loses more, or the same one at times, is at fault.
func TestARoleThatIsLeftOutIsNamed(t *testing.T) {
	runtest.Sequential(t)
	const role = "second network interface"
	rules := []string{add + "request.backend-servers.*", add + "response.type.values", add + "server.*", "CreateVServerGroup/group.*", "CreateVServerGroup/request.backend-servers.*",
		"RemoveVServerGroupBackendServers/response.*", "SetVServerGroupAttribute/response.*"}
	holds := func(by string, kept func([]mock.BackendServer) []mock.BackendServer) func(*mocktarget.Config) {
		actions := regexp.MustCompile(by)
		return func(config *mocktarget.Config) {
			var err error // the inventory's stopped instance runs, and is left out
			if config.Account, err = fixtures.LoadAccount(changed(t, fixtures.Files, "account.yaml", "status: Stopped", "status: Running")); err != nil {
				t.Fatal(err)
			}
			config.Balancer = "" // it is in the other account
			config.Table.Around = func(c *mock.Call, handle func() mock.Reply) mock.Reply {
				answer := handle()
				if c.Asked() == nil || answer.Refused() || !actions.MatchString(c.Action()) {
					return answer
				}
				list := kept(c.Held(c.Group()))
				c.Hold(c.Group(), list)
				answer.List(list)
				return answer
			}
		}
	}
	leavesOut := func(of, by string, less int) func(*mocktarget.Config) {
		ids := regexp.MustCompile(of)
		return holds(by, func(held []mock.BackendServer) []mock.BackendServer {
			kept := slices.DeleteFunc(held, func(s mock.BackendServer) bool { return ids.MatchString(s.ServerID) })
			for i := range kept {
				kept[i].Weight = max(kept[i].Weight-less, 0)
			}
			return kept
		})
	}
	cut := holds(".", func(held []mock.BackendServer) []mock.BackendServer { return held[:min(len(held), 19)] })
	for of, named := range map[string]string{"second|stopped": role, "many03": "twenty-one network interfaces", "eci-": "elastic container instance"} {
		result, report := answerOf(t, service(t, leavesOut(of, ".", 0), replaced("CreateVServerGroup", `"Port":`, `"Prot":`)), run.Options{}, rules...)
		for _, o := range result.Outcomes {
			for _, v := range o.Violations {
				if form := strings.HasPrefix(v.Where, "body"); form == (v.Verdict == reports.Unexpected) && (form || v.Verdict == reports.Violates) {
					differs(t, "%s left out: %s: %s is %s: %s", of, o.Scenario.ID(), v.Rule, v.Verdict, v.Got)
				}
			}
		}
		if !slices.ContainsFunc(report.Causes, func(c reports.Cause) bool {
			return strings.Contains(c.Reason, named) && strings.Contains(c.Reason, "-shown")
		}) {
			differs(t, "%s left out: nothing names it: %+v", of, report.Causes)
		}
	}
	for name, c := range map[string]struct {
		change func(*mocktarget.Config)
		shown  []string
		rules  []string
		named  bool
	}{
		"one that somebody looked at":               {leavesOut("second|stopped", ".", 0), []string{role, "stopped ECS instance"}, rules, false},
		"two":                                       {leavesOut("second|twoaddresses|stopped", ".", 0), []string{"stopped ECS instance"}, rules, false},
		"one, by one operation":                     {leavesOut("second|stopped", "Create", 0), []string{"stopped ECS instance"}, rules, false},
		"the last of a list, which is cut":          {cut, []string{"stopped ECS instance"}, rules, false},
		"the only one that is tried":                {leavesOut("first", ".", 0), nil, []string{add + "server.weight.default"}, false},
		"one, and other weights of another are put": {leavesOut("second", ".", 1), nil, []string{add + "server.weight.*", add + "request.backend-servers.meaning"}, true},
	} {
		if _, report := answerOf(t, service(t, c.change, nil), run.Options{Shown: c.shown}, c.rules...); report.Totals.Scenarios[reports.Violates] == 0 {
			differs(t, "left out %s: nothing is violated: %+v", name, report.Causes)
		} else if named := slices.ContainsFunc(report.Causes, func(c reports.Cause) bool { return strings.Contains(c.Reason, "-shown") }); named != c.named {
			differs(t, "left out %s: a role is named: %v: %+v", name, named, report.Causes)
		}
	}
}

// A role of several servers is not shown by some of them: where one is gone, what rests on it is undecided.
func TestOneOfSeveralServersIsGone(t *testing.T) {
	const role, rule = "twenty-one network interfaces", "CreateVServerGroup/request.backend-servers.limit"
	lost := played(role, func(r *target.Resource) { r.IDs = slices.Concat(r.IDs[:3], []string{"eni-gone"}, r.IDs[4:]) })
	result, report := answerOf(t, service(t, lost, nil), run.Options{}, rule)
	if v, why := verdictOf(result, rule); v != reports.Inconclusive || !strings.Contains(why, role) {
		differs(t, "%s is %s: %s", rule, v, why)
	}
	servers := result.About.Inventory.Roles[role].IDs
	for _, p := range report.Premises {
		names := func(v reports.Value) bool {
			return slices.ContainsFunc(servers, func(id string) bool { return strings.Contains(v.Value, id) })
		}
		if p.Role == role && !slices.ContainsFunc(report.Exchanges[p.Exchange].Parameters, names) {
			differs(t, "a call without a server of the role is said to show it: %s", p.Says)
		}
	}
}

// refusesOtherwise is a service that refuses with another code than the one that is documented.
func refusesOtherwise(t *testing.T, code string) target.Target {
	refuse := refusal(400, "InvalidBackendServers.VpcNotInCen")
	return service(t, nil, func(_ string, answer *http.Response, body []byte) []byte {
		if strings.Contains(string(body), strconv.Quote(code)) {
			return refuse(answer)
		}
		return body
	})
}

// Where a call rests on two roles that only the inventory vouches for, either may be wrong.
func TestEveryRoleThatIsVouchedForIsNamed(t *testing.T) {
	other := refusesOtherwise(t, "InvalidParameter.ServerRegionId")
	const rule = add + "error.InvalidParameter.ServerRegionId"
	result, report := answerOf(t, other, run.Options{}, rule)
	for i := range report.Rules { // that whose name is the longest is said to provoke the code
		if r := &report.Rules[i]; r.ID == rule && r.Error.Resource != "load balancer attached to a CEN" {
			differs(t, "it is provoked by %q", r.Error.Resource)
		}
	}
	verdict, reason := verdictOf(result, rule)
	if verdict != reports.Unexpected || !strings.Contains(reason, "load balancer attached to a CEN") || !strings.Contains(reason, "network interface abroad") {
		differs(t, "%s: %s", verdict, reason)
	}
}

// A server behind a router that is there to be refused is shown behind the other one.
func TestAServerIsShownBehindTheRouterThatIsAccepted(t *testing.T) {
	other := refusesOtherwise(t, "InvalidVbrId.NotInCen")
	_, report := answerOf(t, other, run.Options{}, add+"error.InvalidVbrId.NotInCen")
	shown := false
	for _, p := range report.Premises {
		if p.Role != "on-premises server" {
			continue
		}
		shown = shown || p.Shown
		for _, v := range report.Exchanges[p.Exchange].Parameters {
			if strings.Contains(v.Value, "vbr-uf6mockoutside") {
				differs(t, "it is to be shown by %s", v.Value)
			}
		}
	}
	if !shown {
		differs(t, "it is not shown: %+v", report.Premises)
	}
}

// A role that calls have shown may be another than the inventory says all the same: an instance that runs, and does not own the
// interface. Where a call uses one beside a role that is only vouched for, both are named.
func TestARoleBesideOneThatIsVouchedForIsNamed(t *testing.T) {
	const instance, itsInterface = "running ECS instance", "network interface of the running ECS instance"
	other := refusesOtherwise(t, "InvalidBackendServers.ServerIpConflict")
	result, report := answerOf(t, other, run.Options{}, add+"error.InvalidBackendServers.ServerIpConflict")
	verdict, reason := verdictOf(result, add+"error.InvalidBackendServers.ServerIpConflict")
	if verdict != reports.Unexpected || !strings.Contains(reason, itsInterface) || !strings.Contains(reason, `with its "`+instance+`"`) {
		differs(t, "%s: %s", verdict, reason)
	}
	for _, o := range report.Scenarios {
		for _, v := range o.Violations {
			if reading := v.OtherReading(); !strings.Contains(reading, itsInterface) || !strings.Contains(reading, "(the call uses "+instance+" too)") {
				differs(t, "the other reading is %q", reading)
			}
		}
	}
}

// What a RAM user lacks may be the user's, or the load balancer's that a policy speaks of: the line names both, and nothing is
// violated.
func TestWhoseARightIsIsNamed(t *testing.T) {
	for _, c := range []struct {
		old, with string
		names     []string
		once      string // in the line of one scenario at least
	}{
		{"tags: {team: blue}", "tags: {}", []string{"RAM user for tagged load balancers", "load balancer that the RAM user may use"}, `"RAM user for tagged load balancers" with its "load balancer that the RAM user may use" is none`},
		{"tags: {team: blue}", "tags: {}", nil, `the call rests on "load balancer that the RAM user may use", "RAM user for tagged load balancers"`},
		{`actions: ["slb:*VServerGroup*"]`, `actions: ["slb:DescribeVServerGroups"]`, []string{"RAM user of vServer groups"}, `"RAM user of vServer groups" of the inventory: it could not be shown`},
	} {
		spoiled := func(config *mocktarget.Config) {
			var err error
			files := changed(t, fixtures.Files, "account.yaml", c.old, c.with)
			files = changed(t, files, "account.yaml", "name: shared-performance,", "name: shared-performance, tags: {team: blue},") // a policy speaks of a tag that some load balancer has
			if *config, err = mocktarget.Load(files); err != nil {
				t.Fatal(err)
			}
		}
		result, _ := answerOf(t, service(t, spoiled, nil), run.Options{}, "CreateVServerGroup/ram.*")
		said := false
		for _, o := range result.Outcomes {
			lacks := func(name string) bool { return !strings.Contains(o.Reason, name) }
			open := o.Verdict == reports.Unexpected || o.Verdict == reports.Inconclusive
			if o.Verdict == reports.Violates || open && !strings.Contains(o.Reason, "follows from") && slices.ContainsFunc(c.names, lacks) {
				differs(t, "%s: %s is %s: %s", c.with, o.Scenario.ID(), o.Verdict, o.Reason)
			}
			said = said || strings.Contains(o.Reason, c.once)
		}
		if !said {
			differs(t, "%s: nothing says %q", c.with, c.once)
		}
	}
}

// An identity is tried with a backend server that the run takes for it: where that is refused by itself, it alone is named.
func TestAnIdentityIsNotNamedForTheBackendServerItIsTriedWith(t *testing.T) {
	result, _ := answerOf(t, service(t, without("backend server"), nil), run.Options{}, "platform/*")
	for _, c := range result.Causes {
		if !strings.Contains(c.Reason, `"backend server"`) || strings.Contains(c.Reason, `"temporary identity"`) {
			differs(t, "%s", c.Reason)
		}
	}
	if tried := func(p *run.Premise) bool { return p.Role == "temporary identity" && !p.Shown }; !slices.ContainsFunc(result.Premises, tried) {
		differs(t, "no identity was tried")
	}
}

// That 21 backend servers are refused does not say that a call takes at most 20, where the refusal is one of a server that is gone: a
// service without the limit answers the same.
func TestARefusalOfAServerThatIsGoneIsNotTheLimit(t *testing.T) {
	const role, limit = "twenty-one network interfaces", add + "request.backend-servers.limit"
	for lost, want := range map[bool]reports.Verdict{false: reports.Violates, true: reports.Inconclusive} {
		to := service(t, func(c *mocktarget.Config) {
			c.Options.ServersPerCall = 40
			if lost {
				played(role, func(r *target.Resource) { r.IDs = append(slices.Clone(r.IDs[:20]), "eni-gone") })(c)
			}
		}, nil)
		result, _ := answerOf(t, to, run.Options{}, limit)
		if got, why := verdictOf(result, limit); got != want || lost && !strings.Contains(why, role) {
			differs(t, "with one lost (%v) the limit is %s: %s", lost, got, why)
		}
	}
}
