package wire_test

import (
	"errors"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// Two refusals of this service that were published: in the vendor's page of DeleteLoadBalancer, and in a bug report
// by users of the same family of SDKs (api-facts A.6).
const (
	publishedByVendor = `{"RequestId":"7B7AB375-1EA6-4A18-9D1C-F258F2D57638","HostId":"slb.aliyuncs.com","Code":"OperationDenied.DeleteProtectionIsOn","Message":"The loadbalancer can't be deleted due to DeleteProtection is enabled."}`
	publishedByUsers  = `{"AccessDeniedDetail":{"AuthPrincipalDisplayName":"x","AuthPrincipalOwnerId":"x","AuthPrincipalType":"SubUser","EncodedDiagnosticMessage":"x"},"Code":"Forbidden","HostId":"slb.aliyuncs.com","Message":"User not authorized to operate on the specified resource.","Recommend":"https://api.aliyun.com/troubleshoot?q=Forbidden&product=Slb&requestId=8AEFD104-ED2B-519A-8264-5E0292C6269C","RequestId":"8AEFD104-ED2B-519A-8264-5E0292C6269C"}`
)

func TestPublishedRefusalsAreRead(t *testing.T) {
	for body, want := range map[string]wire.Refusal{
		publishedByVendor: {Status: 400, Code: "OperationDenied.DeleteProtectionIsOn", HostID: "slb.aliyuncs.com",
			Message: "The loadbalancer can't be deleted due to DeleteProtection is enabled.", RequestID: "7B7AB375-1EA6-4A18-9D1C-F258F2D57638"},
		publishedByUsers: {Status: 400, Code: "Forbidden", HostID: "slb.aliyuncs.com",
			Message: "User not authorized to operate on the specified resource.", RequestID: "8AEFD104-ED2B-519A-8264-5E0292C6269C"},
	} {
		got, err := wire.ParseRefusal(&wire.Answer{Status: 400, Body: []byte(body)})
		if err != nil || *got != want {
			t.Errorf("%+v, %v; the published body says %+v", got, err, want)
		}
	}
}

func TestWhatIsNoRefusalIsNotTakenForOne(t *testing.T) {
	for what, body := range map[string]string{
		"nothing":                    "",
		"null":                       "null",
		"a list":                     "[]",
		"HTML":                       "<html><body>502 Bad Gateway</body></html>",
		"half an object":             publishedByVendor[:60],
		"something after it":         publishedByVendor + "{}",
		"names in small letters":     `{"code":"X","message":"y","requestId":"z"}`,
		"a code that is a number":    `{"Code":400,"Message":"y","RequestId":"z"}`,
		"an empty message":           `{"Code":"X","Message":"","RequestId":"z"}`,
		"no request id":              `{"Code":"X","Message":"y"}`,
		"a success in the same form": `{"RequestId":"z","VServerGroupId":"rsp-1"}`,
	} {
		if got, err := wire.ParseRefusal(&wire.Answer{Status: 400, Body: []byte(body)}); !errors.Is(err, wire.ErrNotARefusal) {
			t.Errorf("%s was read as %+v (%v)", what, got, err)
		}
	}
}
