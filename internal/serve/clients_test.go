package serve_test

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform"
	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/spec"
)

// Every code that is published can be ordered on any action, under its status and in its words; that of an operation's documents
// on the operation itself.
func TestCodesThatClientTeamsOrder(t *testing.T) {
	c, site := serving(t, serve.Options{})
	ordered := map[string]bool{}
	order := func(action, code string, status int) {
		ordered[code] = true
		if _, err := site.Order(serve.Order{Refuse: code, Times: 1}); err != nil {
			t.Error(err)
		} else if a := c.call(action, values{"RegionId": "cn-hangzhou"}); a.Code != code || a.Status != status || a.Message == "" || a.RequestId == "" {
			t.Errorf("%s on %s, published under %d: %+v", code, action, status, a)
		}
	}
	ledger, err := spec.Load(spec.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range ledger.Rules {
		if r.Fact.Code != "" {
			order(strings.Replace(r.Operation, spec.Platform, "DescribeLoadBalancers", 1), r.Fact.Code, r.Fact.Status)
		}
	}
	unrecorded, err := fixtures.LoadCodes(fixtures.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range unrecorded {
		order("AddVServerGroupBackendServers", one.Code, one.Status)
		order("DescribeLoadBalancers", one.Code, one.Status)
	}
	answers, err := fixtures.OpenAnswers(fixtures.Files)
	if err != nil {
		t.Fatal(err)
	}
	played := mock.Actions()
	if err := answers.All(func(action, outcome string, one fixtures.Answer) {
		if !slices.Contains(played, action) {
			action = "DescribeLoadBalancers" // the answer is that of every action
		}
		if strings.Contains(one.Body.String(), `"Code":"`+outcome+`"`) {
			order(action, outcome, one.Status)
		}
	}); err != nil {
		t.Fatal(err)
	}
	order("DescribeLoadBalancers", "MissingVServerGroupId", 400) // the gateway names what is missing
	schema, err := fs.ReadFile(spec.Files, "platform/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var listed struct {
		Codes map[string][]string `yaml:"x-codes"`
	}
	if err := yaml.Unmarshal(schema, &listed); err != nil {
		t.Fatal(err)
	}
	for status, codes := range listed.Codes {
		under, err := strconv.Atoi(status)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range codes {
			if !ordered[code] { // else it may have another status there
				order("DescribeLoadBalancers", code, under)
			}
		}
	}
	if len(ordered) < 150 {
		t.Errorf("only %d codes are published", len(ordered))
	}
}

// No client is told that an action which is played is not declared, whether a schema describes it or not.
func TestTheLogKnowsEveryActionThatIsPlayed(t *testing.T) {
	var log lockedBuffer
	c, _ := serving(t, serve.Options{Log: logTo(t, &log)})
	for _, action := range mock.Actions() {
		c.call(action, values{"RegionId": "cn-hangzhou"})
	}
	if said := log.String(); strings.Contains(said, "a declared action") {
		t.Errorf("the log says\n%s", said)
	}
}

// An action that the service has and the mock does not play is said to be that, and no fault of the client.
func TestAnActionThatIsNotPlayed(t *testing.T) {
	var log lockedBuffer
	c, site := serving(t, serve.Options{Log: logTo(t, &log)})
	a := c.call("CreateAccessControlList", values{"RegionId": "cn-hangzhou", "AclName": "a"})
	if a.Code != "InvalidApi.NotFound" || c.last.Get("X-Slbconform-Not-Played") != "CreateAccessControlList" {
		t.Errorf("%+v, %v", a, c.last)
	}
	calls, _ := site.Calls()
	if last := calls[len(calls)-1]; !last.NotPlayed || len(last.Broke) > 0 {
		t.Errorf("the mock saw %+v", last)
	}
	if said := log.String(); !strings.Contains(said, "not played here: CreateAccessControlList; played: ") || strings.Contains(said, "breaks") {
		t.Errorf("the log says %s", said)
	}
	if page := fetched(t, c.endpoint); !strings.Contains(page, "<code>ModifyVServerGroupBackendServers</code>") {
		t.Error("the page does not list what is played")
	}
}

// A proxy in the environment does not stand between the SDK and the mock, when NoProxy says so.
func TestTheRecipeBehindAProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	m := slbconform.StartMock(t)
	client, err := slb.NewClient(&openapi.Config{
		Endpoint: dara.String(m.Endpoint), Protocol: dara.String("HTTP"), NoProxy: dara.String(m.Endpoint), RegionId: dara.String(m.RegionID),
		AccessKeyId: dara.String(m.AccessKeyID), AccessKeySecret: dara.String(m.AccessKeySecret),
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.DescribeLoadBalancers(&slb.DescribeLoadBalancersRequest{RegionId: dara.String(m.RegionID)}); err != nil {
		t.Error(err)
	}
	if !slices.ContainsFunc(m.Calls(), func(c slbconform.Call) bool { return c.Action == "DescribeLoadBalancers" }) {
		t.Error("the mock saw nothing")
	}
}
