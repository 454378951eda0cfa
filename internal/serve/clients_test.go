package serve_test

import (
	"slices"
	"strings"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform"
	"github.com/slbconform/slbconform/internal/serve"
)

// What two production clients send, rebuilt from their public sources: every call of a life is answered with success.
func TestWhatProductionClientsSend(t *testing.T) {
	for name, life := range map[string]func(c *client, sent func(action string, params values) answer){
		"cloud controller": controllerLife, "Terraform provider": terraformLife,
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := serving(t, serve.Options{})
			life(c, func(action string, params values) answer {
				t.Helper()
				params["RegionId"] = "cn-hangzhou"
				a := c.call(action, params)
				if a.Status != 200 {
					t.Errorf("%s %v: %+v", action, params, a)
				}
				return a
			})
		})
	}
}

// controllerLife is a Kubernetes Service from its creation to its end (docs/sources.md#controller-list).
func controllerLife(_ *client, sent func(string, values) answer) {
	const tags = `[{"TagKey":"kubernetes.do.not.delete","TagValue":"a1"},{"TagKey":"ack.aliyun.com","TagValue":"c1"}]`
	sent("DescribeLoadBalancers", values{"Tags": tags})
	lb := sent("CreateLoadBalancer", values{
		"AddressType": "intranet", "LoadBalancerSpec": "slb.s1.small", "VpcId": "vpc-bp1mockmain", "VSwitchId": "vsw-bp1mockmain", "LoadBalancerName": "a1",
		"DeleteProtection": "on", "ModificationProtectionStatus": "ConsoleProtection", "ModificationProtectionReason": "managed.by.ack", "ClientToken": "token-1",
	}).LoadBalancerId
	sent("TagResources", values{"ResourceType": "instance", "ResourceId.1": lb, "Tag.1.Key": "kubernetes.do.not.delete", "Tag.1.Value": "a1", "Tag.2.Key": "ack.aliyun.com", "Tag.2.Value": "c1"})
	sent("ListTagResources", values{"ResourceType": "instance", "ResourceId.1": lb})
	sent("DescribeLoadBalancerAttribute", values{"LoadBalancerId": lb})
	sent("DescribeVServerGroups", values{"LoadBalancerId": lb, "IncludeListener": "true", "IncludeRule": "true"})
	group := sent("CreateVServerGroup", values{"LoadBalancerId": lb, "VServerGroupName": "k8s/30080/web/default/c1"}).VServerGroupId
	const member = `"description":"k8s/30080/web/default/c1","serverId":"i-bp1mockrunning","serverIp":"","port":30080,"type":"ecs","TargetRef":null,"Invalid":false`
	sent("AddVServerGroupBackendServers", values{"VServerGroupId": group, "BackendServers": `[{"IsUserManaged":false,"NodeName":null,"weight":100,` + member + `}]`})
	sent("SetVServerGroupAttribute", values{"VServerGroupId": group, "BackendServers": `[{"IsUserManaged":false,"NodeName":null,"weight":50,` + member + `}]`})
	sent("DescribeVServerGroupAttribute", values{"VServerGroupId": group})
	sent("CreateLoadBalancerTCPListener", values{"LoadBalancerId": lb, "ListenerPort": "80", "Bandwidth": "-1", "VServerGroupId": group, "Scheduler": "rr", "Description": "k8s/80/web/default/c1"})
	sent("StartLoadBalancerListener", values{"LoadBalancerId": lb, "ListenerPort": "80", "ListenerProtocol": "tcp"})
	sent("DescribeLoadBalancerListeners", values{"LoadBalancerId.1": lb, "MaxResults": "100"})
	sent("StopLoadBalancerListener", values{"LoadBalancerId": lb, "ListenerPort": "80", "ListenerProtocol": "tcp"})
	sent("DeleteLoadBalancerListener", values{"LoadBalancerId": lb, "ListenerPort": "80", "ListenerProtocol": "tcp"})
	sent("RemoveVServerGroupBackendServers", values{"VServerGroupId": group, "BackendServers": `[{` + member + `}]`})
	sent("DeleteVServerGroup", values{"VServerGroupId": group})
	sent("SetLoadBalancerDeleteProtection", values{"LoadBalancerId": lb, "DeleteProtection": "off"})
	sent("DeleteLoadBalancer", values{"LoadBalancerId": lb})
}

// terraformLife is a server group with attachments, applied, changed and destroyed (docs/sources.md#single-quotes).
func terraformLife(c *client, sent func(string, values) answer) {
	lb, _ := c.group()
	group := sent("CreateVServerGroup", values{"LoadBalancerId": lb, "VServerGroupName": "tf"}).VServerGroupId
	sent("SetVServerGroupAttribute", values{"VServerGroupId": group, "VServerGroupName": "tf-renamed"})
	sent("ListTagResources", values{"ResourceType": "vservergroup", "ResourceId.1": group})
	list := func(weight string) string {
		return `[{'ServerId':'eni-bp1mockfirst','Port':'80','Weight':'` + weight + `', 'Type': 'eni'}]`
	}
	sent("AddVServerGroupBackendServers", values{"VServerGroupId": group, "BackendServers": list("10")})
	sent("SetVServerGroupAttribute", values{"VServerGroupId": group, "VServerGroupName": "tf-renamed", "BackendServers": list("20")})
	sent("ModifyVServerGroupBackendServers", values{"VServerGroupId": group, "OldBackendServers": list("20"), "NewBackendServers": list("30")})
	sent("DescribeVServerGroupAttribute", values{"VServerGroupId": group})
	sent("RemoveVServerGroupBackendServers", values{"VServerGroupId": group, "BackendServers": list("30")})
	sent("DeleteVServerGroup", values{"VServerGroupId": group})
}

// Codes that client teams asked for can be ordered on any action, in the words that are published.
func TestCodesThatClientTeamsOrder(t *testing.T) {
	c, site := serving(t, serve.Options{})
	for code, status := range map[string]int{
		"VServerGroupProcessing": 400, "ServiceIsConfiguring": 400, "ServiceIsStopping": 409, "BackendServer.configuring": 409,
		"InstanceBackendServerNumberOverLimit": 400, "Throttling": 400, "Throttling.Api": 400, "Throttling.User": 400, "InternalError": 500,
		"ServiceUnavailable": 503, "RspoolVipExist": 400, "Forbidden": 403, "BackendServer.ServerIdEmpty": 400, "MissingVServerGroupId": 400,
	} {
		for _, action := range []string{"AddVServerGroupBackendServers", "DescribeLoadBalancers"} {
			if _, err := site.Order(serve.Order{Refuse: code, Times: 1}); err != nil {
				t.Error(err)
				continue
			}
			if a := c.call(action, values{"RegionId": "cn-hangzhou"}); a.Code != code || a.Status != status || a.Message == "" || a.RequestId == "" {
				t.Errorf("%s on %s: %+v", code, action, a)
			}
		}
	}
}

// An action that the service has and the mock does not play is said to be that, and no fault of the client.
func TestAnActionThatIsNotPlayed(t *testing.T) {
	var log lockedBuffer
	c, site := serving(t, serve.Options{Log: &log})
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
