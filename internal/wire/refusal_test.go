package wire_test

import (
	"io"
	"slices"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// Two refusals of this service that were published: in the vendor's page of DeleteLoadBalancer, and in a bug report
// by users of the same family of SDKs (docs/sources.md#refusal-body).
const (
	publishedByVendor = `{"RequestId":"7B7AB375-1EA6-4A18-9D1C-F258F2D57638","HostId":"slb.aliyuncs.com","Code":"OperationDenied.DeleteProtectionIsOn","Message":"The loadbalancer can't be deleted due to DeleteProtection is enabled."}`
	publishedByUsers  = `{"AccessDeniedDetail":{"AuthPrincipalDisplayName":"x","AuthPrincipalOwnerId":"x","AuthPrincipalType":"SubUser","EncodedDiagnosticMessage":"x"},"Code":"Forbidden","HostId":"slb.aliyuncs.com","Message":"User not authorized to operate on the specified resource.","Recommend":"https://api.aliyun.com/troubleshoot?q=Forbidden&product=Slb&requestId=8AEFD104-ED2B-519A-8264-5E0292C6269C","RequestId":"8AEFD104-ED2B-519A-8264-5E0292C6269C"}`
)

func answered(status int, body string) *wire.Exchange {
	return &wire.Exchange{Answer: &wire.Answer{Status: status, Body: []byte(body)}}
}

func TestPublishedRefusalsAreRead(t *testing.T) {
	for body, want := range map[string]wire.Refusal{
		publishedByVendor: {Status: 400, Code: "OperationDenied.DeleteProtectionIsOn", HostID: "slb.aliyuncs.com",
			Message: "The loadbalancer can't be deleted due to DeleteProtection is enabled.", RequestID: "7B7AB375-1EA6-4A18-9D1C-F258F2D57638"},
		publishedByUsers: {Status: 400, Code: "Forbidden", HostID: "slb.aliyuncs.com",
			Message: "User not authorized to operate on the specified resource.", RequestID: "8AEFD104-ED2B-519A-8264-5E0292C6269C"},
	} {
		if got := answered(400, body).Refusal(); got == nil || *got != want {
			t.Errorf("%+v; the published body says %+v", got, want)
		}
	}
}

// TestWhatComesOfACall holds the one classification: an odd refusal is a refusal, and what speaks of the moment, the
// account or the way there decides nothing, and may pass where it speaks of the moment.
func TestWhatComesOfACall(t *testing.T) {
	refusal := func(code string) string { return `{"Code":"` + code + `","Message":"y","RequestId":"z"}` }
	for _, c := range []struct {
		status int
		body   string
		want   wire.Kind
		code   string
	}{
		{200, `{"RequestId":"z","VServerGroupId":"rsp-1"}`, wire.Success, ""},
		{200, `{"RequestId":"z","Codes":{"Code":7}}`, wire.Success, ""},
		{200, refusal("InvalidServerId.NotExist"), wire.Refused, "InvalidServerId.NotExist"},
		{400, `{"Code":"X"}`, wire.Refused, "X"},
		{404, "<html>", wire.Refused, ""},
		{400, "", wire.Refused, ""},
		{400, `{"Code":400,"Message":"y"}`, wire.Refused, ""},
		{400, refusal("Throttling.User"), wire.Throttled, "Throttling.User"},
		{429, "", wire.Throttled, ""},
		{400, refusal("SystemBusy"), wire.Busy, "SystemBusy"},
		{403, refusal("Forbidden.RAM"), wire.Rights, "Forbidden.RAM"},
		{400, refusal("QuotaExceeded.Groups"), wire.Quota, "QuotaExceeded.Groups"},
		{400, refusal("PAY.INSUFFICIENT_BALANCE"), wire.Credit, "PAY.INSUFFICIENT_BALANCE"},
		{500, refusal("SystemBusy"), wire.Failed, "SystemBusy"},
		{503, "", wire.Unavailable, ""},
		{302, "", wire.Redirected, ""},
	} {
		x := answered(c.status, c.body)
		code := ""
		if r := x.Refusal(); r != nil {
			code = r.Code
		}
		if x.Kind() != c.want || code != c.code {
			t.Errorf("%d %s: %s, code %q; want %s, %q", c.status, c.body, x.Kind(), code, c.want, c.code)
		}
		decides := c.want == wire.Success || c.want == wire.Refused
		passes := slices.Contains([]wire.Kind{wire.Busy, wire.Throttled, wire.Unavailable}, c.want)
		if c.want.Decides() != decides || c.want.Transient() != passes || x.Succeeded() != (c.want == wire.Success) {
			t.Errorf("%s: decides %v, passes %v, %d %s succeeded %v", c.want, c.want.Decides(), c.want.Transient(), c.status, c.body, x.Succeeded())
		}
	}
	cut := answered(400, refusal("X")[:20])
	cut.Fault = io.ErrUnexpectedEOF
	if cut.Kind() != wire.Cut || cut.Refusal() != nil {
		t.Errorf("a cut answer is %s", cut.Kind())
	}
}

func TestAMessageFitsItsTemplate(t *testing.T) {
	for _, c := range []struct {
		template, message string
		fits              bool
	}{
		{"The system is busy.", "The system is busy.", true},
		{"The system is busy.", "The system is busy", false},
		{"%s.", "a conflict.", true},
		{"%s.", ".", true},
		{"%s.", "", false},
		{"The specified enis %s does not exist.", "The specified enis eni-1 does not exist.", true},
		{"The specified enis %s does not exist.", "The specified enis  does not exist.", true},
		{"[%s], [%s]", "[a], [b]", true},
		{"[%s], [%s]", "[a], []", true},
		{"[%s], [%s]", "[a], [b] ", false},
		{"is:%s", "is:x", true},
		{"is:%s", "is:", true},
	} {
		r := wire.Refusal{Message: c.message}
		if got := r.Reads(c.template); got != c.fits {
			t.Errorf("%q fits %q: %v", c.message, c.template, got)
		}
	}
}
