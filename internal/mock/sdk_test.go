package mock_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run/runtest"
)

// sdkCaller calls a mock through the vendor's SDK, any action by its name, and keeps the last answer as it came.
type sdkCaller struct {
	t      *testing.T
	client *slb.Client
	raw    []byte
	called map[string]bool
}

func newSDKCaller(t *testing.T) *sdkCaller {
	t.Helper()
	s := &sdkCaller{t: t, called: map[string]bool{}}
	service, err := mock.New(account(t), answers(t), mock.Rules(), mock.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorded := httptest.NewRecorder()
		service.ServeHTTP(recorded, r)
		s.raw = recorded.Body.Bytes()
		w.Header().Set("Content-Type", recorded.Header().Get("Content-Type"))
		w.WriteHeader(recorded.Code)
		w.Write(s.raw)
	}))
	t.Cleanup(server.Close)
	key := account(t).Profile("main")
	s.client, err = slb.NewClient(&openapi.Config{
		AccessKeyId: &key.ID, AccessKeySecret: &key.Secret, RegionId: dara.String(home),
		Endpoint: dara.String(strings.TrimPrefix(server.URL, "http://")), NoProxy: dara.String(strings.TrimPrefix(server.URL, "http://")), Protocol: dara.String("HTTP"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// call makes a call with a request in JSON, and holds that the SDK knows every member of the answer, by the type that it
// has there. It returns the answer.
func (s *sdkCaller) call(action, request string, args ...any) map[string]any {
	s.t.Helper()
	s.called[action] = true
	method := reflect.ValueOf(s.client).MethodByName(action)
	in := reflect.New(method.Type().In(0).Elem())
	if err := json.Unmarshal(fmt.Appendf(nil, request, args...), in.Interface()); err != nil {
		s.t.Fatalf("%s: %v", action, err)
	}
	if region := in.Elem().FieldByName("RegionId"); region.IsValid() && region.IsNil() {
		region.Set(reflect.ValueOf(dara.String(home)))
	}
	out := method.Call([]reflect.Value{in})
	err, _ := out[1].Interface().(error)
	var answer map[string]any
	if err = errors.Join(err, json.Unmarshal(s.raw, &answer)); err != nil {
		runtest.SkipIfBroken(s.t)
		s.t.Fatalf("%s: %v", action, err)
	}
	s.known(action, answer, out[0].Elem().FieldByName("Body").Type())
	return answer
}

// known holds that a value is one of a type of the SDK, which is generated from the vendor's metadata.
func (s *sdkCaller) known(where string, value any, t reflect.Type) {
	s.t.Helper()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch v := value.(type) {
	case map[string]any:
		if t.Kind() != reflect.Struct {
			differs(s.t, "%s is an object, in the SDK %s", where, t)
			return
		}
		for name, inner := range v {
			field, ok := fieldOf(t, name)
			if !ok {
				differs(s.t, "%s.%s: the SDK does not know it", where, name)
				continue
			}
			s.known(where+"."+name, inner, field)
		}
	case []any:
		if t.Kind() != reflect.Slice {
			differs(s.t, "%s is a list, in the SDK %s", where, t)
			return
		}
		for _, inner := range v {
			s.known(where+"[]", inner, t.Elem())
		}
	case string:
		s.is(where, t, reflect.String)
	case bool:
		s.is(where, t, reflect.Bool)
	case float64:
		s.is(where, t, reflect.Int32, reflect.Int64, reflect.Float32)
	default:
		differs(s.t, "%s is %v", where, v)
	}
}

func (s *sdkCaller) is(where string, t reflect.Type, kinds ...reflect.Kind) {
	s.t.Helper()
	for _, k := range kinds {
		if t.Kind() == k {
			return
		}
	}
	differs(s.t, "%s is of another type than %s of the SDK", where, t)
}

func fieldOf(t reflect.Type, name string) (reflect.Type, bool) {
	for i := range t.NumField() {
		tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if tag == name {
			return t.Field(i).Type, true
		}
	}
	return nil, false
}

// Every action that the mock plays is called through the SDK, in an order in which a client may call them.
func TestTheSDKUnderstandsEveryAnswer(t *testing.T) {
	s := newSDKCaller(t)
	const servers = `[{\"ServerId\":\"eni-bp1mockfirst\",\"Type\":\"eni\",\"Port\":\"80\",\"Description\":\"web\"}]`
	text := func(answer map[string]any, name string) string { v, _ := answer[name].(string); return v }

	s.call("DescribeRegions", `{}`)
	s.call("DescribeZones", `{}`)
	lb := text(s.call("CreateLoadBalancer", `{"AddressType":"internet","LoadBalancerSpec":"slb.s1.small","LoadBalancerName":"web","Tag":[{"Key":"a","Value":"b"}],"ModificationProtectionStatus":"ConsoleProtection","ModificationProtectionReason":"managed"}`), "LoadBalancerId")
	s.call("SetLoadBalancerName", `{"LoadBalancerId":%q,"LoadBalancerName":"api"}`, lb)
	s.call("SetLoadBalancerStatus", `{"LoadBalancerId":%q,"LoadBalancerStatus":"active"}`, lb)
	s.call("SetLoadBalancerDeleteProtection", `{"LoadBalancerId":%q,"DeleteProtection":"off"}`, lb)
	s.call("SetLoadBalancerModificationProtection", `{"LoadBalancerId":%q,"ModificationProtectionStatus":"NonProtection"}`, lb)
	s.call("ModifyLoadBalancerInstanceSpec", `{"LoadBalancerId":%q,"LoadBalancerSpec":"slb.s2.small"}`, lb)
	s.call("ModifyLoadBalancerInternetSpec", `{"LoadBalancerId":%q,"InternetChargeType":"paybytraffic"}`, lb)
	s.call("ModifyLoadBalancerInstanceChargeType", `{"LoadBalancerId":%q,"InstanceChargeType":"PayBySpec","LoadBalancerSpec":"slb.s2.small"}`, lb)

	s.call("AddBackendServers", `{"LoadBalancerId":%q,"BackendServers":"[{\"ServerId\":\"i-bp1mockrunning\",\"Description\":\"own\"}]"}`, lb)
	s.call("SetBackendServers", `{"LoadBalancerId":%q,"BackendServers":"[{\"ServerId\":\"i-bp1mockrunning\",\"Weight\":\"1\"}]"}`, lb)

	group := text(s.call("CreateVServerGroup", `{"LoadBalancerId":%q,"VServerGroupName":"g","Tag":[{"Key":"a"}],"BackendServers":"`+servers+`"}`, lb), "VServerGroupId")
	s.call("AddVServerGroupBackendServers", `{"VServerGroupId":%q,"BackendServers":"[{\"ServerId\":\"eni-bp1mocksecond\",\"Type\":\"eni\",\"Port\":\"81\"}]"}`, group)
	s.call("SetVServerGroupAttribute", `{"VServerGroupId":%q,"VServerGroupName":"h"}`, group)
	s.call("ModifyVServerGroupBackendServers", `{"VServerGroupId":%q,"OldBackendServers":"`+servers+`","NewBackendServers":"`+servers+`"}`, group)
	pair := text(s.call("CreateMasterSlaveServerGroup", `{"LoadBalancerId":%q,"MasterSlaveBackendServers":%q,"MasterSlaveServerGroupName":"pair"}`, lb, strings.ReplaceAll(primarySecondary, "eni-bp1mockfirst", "eni-bp1mocktwoaddresses")), "MasterSlaveServerGroupId")
	s.call("DescribeMasterSlaveServerGroupAttribute", `{"MasterSlaveServerGroupId":%q}`, pair)

	for i, protocol := range []string{"TCP", "UDP", "HTTP", "HTTPS"} {
		certificate := map[bool]string{true: `,"ServerCertificateId":"cert"`}[protocol == "HTTPS"]
		s.call("CreateLoadBalancer"+protocol+"Listener", `{"LoadBalancerId":%q,"ListenerPort":%d,"VServerGroupId":%q,"Description":"d","Tag":[{"Key":"a","Value":"b"}]`+certificate+`}`, lb, 80+i, group)
		s.call("SetLoadBalancer"+protocol+"ListenerAttribute", `{"LoadBalancerId":%q,"ListenerPort":%d,"Scheduler":"rr","AclStatus":"on","AclType":"white","AclId":"acl-1"}`, lb, 80+i)
		s.call("StartLoadBalancerListener", `{"LoadBalancerId":%q,"ListenerPort":%d}`, lb, 80+i)
		s.call("DescribeLoadBalancer"+protocol+"ListenerAttribute", `{"LoadBalancerId":%q,"ListenerPort":%d}`, lb, 80+i)
	}
	rules := s.call("CreateRules", `{"LoadBalancerId":%q,"ListenerPort":82,"RuleList":%q}`, lb, fmt.Sprintf(`[{"RuleName":"r","Domain":"a.example.com","VServerGroupId":%q}]`, group))
	rule := ruleID(rules, 0)
	s.call("SetRule", `{"RuleId":%q,"ListenerSync":"off","HealthCheck":"on","HealthCheckInterval":3}`, rule)
	s.call("DescribeRules", `{"LoadBalancerId":%q,"ListenerPort":82}`, lb)
	s.call("DescribeRuleAttribute", `{"RuleId":%q}`, rule)
	s.call("DescribeLoadBalancerListeners", `{"LoadBalancerId":[%q],"MaxResults":3}`, lb)
	s.call("DescribeLoadBalancerHTTPListenerAttribute", `{"LoadBalancerId":%q,"ListenerPort":82}`, lb)

	s.call("TagResources", `{"ResourceType":"instance","ResourceId":[%q],"Tag":[{"Key":"c","Value":"d"}]}`, lb)
	s.call("ListTagResources", `{"ResourceType":"instance","ResourceId":[%q]}`, lb)
	s.call("UntagResources", `{"ResourceType":"instance","ResourceId":[%q],"TagKey":["c"]}`, lb)
	s.call("AddTags", `{"LoadBalancerId":%q,"Tags":"[{\"TagKey\":\"e\",\"TagValue\":\"f\"}]"}`, lb)
	s.call("DescribeTags", `{"LoadBalancerId":%q}`, lb)
	s.call("RemoveTags", `{"LoadBalancerId":%q,"Tags":"[{\"TagKey\":\"e\"}]"}`, lb)
	s.call("DescribeHealthStatus", `{"LoadBalancerId":%q}`, lb)
	s.call("DescribeLoadBalancers", `{"Tags":"[{\"tagKey\":\"a\",\"tagValue\":\"b\"}]"}`)
	s.call("DescribeLoadBalancerAttribute", `{"LoadBalancerId":%q}`, lb)
	s.call("DescribeVServerGroups", `{"LoadBalancerId":%q,"IncludeListener":true,"IncludeRule":true}`, lb)
	s.call("DescribeMasterSlaveServerGroups", `{"LoadBalancerId":%q,"IncludeListener":true}`, lb)
	s.call("DescribeVServerGroupAttribute", `{"VServerGroupId":%q}`, group)

	s.call("DeleteRules", `{"RuleIds":%q}`, fmt.Sprintf("[%q]", rule))
	for i := range 4 {
		s.call("StopLoadBalancerListener", `{"LoadBalancerId":%q,"ListenerPort":%d}`, lb, 80+i)
		s.call("DeleteLoadBalancerListener", `{"LoadBalancerId":%q,"ListenerPort":%d}`, lb, 80+i)
	}
	s.call("RemoveBackendServers", `{"LoadBalancerId":%q,"BackendServers":"[{\"ServerId\":\"i-bp1mockrunning\"}]"}`, lb)
	s.call("RemoveVServerGroupBackendServers", `{"VServerGroupId":%q,"BackendServers":"`+servers+`"}`, group)
	s.call("DeleteVServerGroup", `{"VServerGroupId":%q}`, group)
	s.call("DeleteMasterSlaveServerGroup", `{"MasterSlaveServerGroupId":%q}`, pair)
	s.call("DeleteLoadBalancer", `{"LoadBalancerId":%q}`, lb)

	for _, action := range mock.Actions() {
		if action != "GetCallerIdentity" && !s.called[action] && !invented(t, action) { // the first is another SDK's
			t.Errorf("nobody called %s", action)
		}
	}
}
