package run_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// TestPublishedRefusalsKeepTheDocument holds the OpenAPI document against refusals that this service really sent and
// that others published (docs/sources.md#refusal-body): a witness that has not read our files.
func TestPublishedRefusalsKeepTheDocument(t *testing.T) {
	document := load(t).Document
	for _, published := range []struct {
		action string
		status int
		body   string
	}{
		{"DeleteLoadBalancer", 400, `{"RequestId":"7B7AB375-1EA6-4A18-9D1C-F258F2D57638","HostId":"slb.aliyuncs.com","Code":"OperationDenied.DeleteProtectionIsOn","Message":"The loadbalancer can't be deleted due to DeleteProtection is enabled."}`},
		{"DeleteLoadBalancer", 403, `{"AccessDeniedDetail":{"AuthPrincipalDisplayName":"x","AuthPrincipalOwnerId":"x","AuthPrincipalType":"SubUser","EncodedDiagnosticMessage":"x"},"Code":"Forbidden","HostId":"slb.aliyuncs.com","Message":"User not authorized to operate on the specified resource.","Recommend":"https://api.aliyun.com/troubleshoot?q=Forbidden&product=Slb&requestId=8AEFD104-ED2B-519A-8264-5E0292C6269C","RequestId":"8AEFD104-ED2B-519A-8264-5E0292C6269C"}`},
	} {
		x := &wire.Exchange{
			Action:  published.action,
			Request: wire.Request{Method: http.MethodPost, URL: &url.URL{RawQuery: "LoadBalancerId=lb-1&RegionId=cn-hangzhou"}, Header: http.Header{"X-Acs-Action": {published.action}, "X-Acs-Version": {"2014-05-15"}}},
			Answer:  &wire.Answer{Status: published.status, Header: http.Header{"Content-Type": {"application/json;charset=utf-8"}}, Body: []byte(published.body)},
		}
		for _, d := range document.Check(x) {
			if d.Kind != spec.Acknowledged {
				differs(t, "%s %d: %s: expected %s, got %s", published.action, published.status, d.Where, d.Expected, d.Got)
			}
		}
	}
}

// TestTheRepeatCommandRepeatsJustThatScenario holds the command of every failure block to what it promises.
func TestTheRepeatCommandRepeatsJustThatScenario(t *testing.T) {
	runtest.Sequential(t)
	s := load(t)
	for _, this := range s.Plan.Scenarios {
		wanted, err := plan.Filter{Run: plan.RepeatExpression(this)}.Wanted(s.Plan, s.Ledger)
		if err != nil {
			differs(t, "%s: %v", plan.Repeat(this), err)
			continue
		}
		for _, other := range s.Plan.Scenarios {
			if wanted(other) != (this == other) {
				differs(t, "%s: %q is chosen: %v", plan.Repeat(this), other.Name, wanted(other))
			}
		}
	}
}
