package serve_test

import (
	"fmt"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform"
)

// sdkOf is the official SDK, pointed at a mock. NoProxy keeps it from asking a proxy of the environment for loopback.
func sdkOf(mock *slbconform.Mock) *slb.Client {
	client, err := slb.NewClient(&openapi.Config{
		Endpoint: dara.String(mock.Endpoint), Protocol: dara.String("HTTP"), NoProxy: dara.String(mock.Endpoint), RegionId: dara.String(mock.RegionID),
		AccessKeyId: dara.String(mock.AccessKeyID), AccessKeySecret: dara.String(mock.AccessKeySecret),
	})
	if err != nil {
		panic(err)
	}
	return client
}

// newGroup makes a load balancer with a group, and returns the group's id.
func newGroup(mock *slbconform.Mock, client *slb.Client) string {
	lb, err := client.CreateLoadBalancer(&slb.CreateLoadBalancerRequest{
		RegionId: dara.String(mock.RegionID), AddressType: dara.String("intranet"), VpcId: dara.String(mock.VPCID), VSwitchId: dara.String(mock.VSwitchID),
	})
	if err != nil {
		panic(err)
	}
	group, err := client.CreateVServerGroup(&slb.CreateVServerGroupRequest{RegionId: dara.String(mock.RegionID), LoadBalancerId: lb.Body.LoadBalancerId})
	if err != nil {
		panic(err)
	}
	return dara.StringValue(group.Body.VServerGroupId)
}

func addOne(mock *slbconform.Mock, client *slb.Client, group string, server slbconform.Resource) error {
	_, err := client.AddVServerGroupBackendServers(&slb.AddVServerGroupBackendServersRequest{
		RegionId: dara.String(mock.RegionID), VServerGroupId: dara.String(group),
		BackendServers: dara.String(fmt.Sprintf(`[{"ServerId":%q,"Type":%q,"Port":"80","Weight":"10"}]`, server.ID, server.Type)),
	})
	return err
}

// In a test, slbconform.StartMock(t, …) takes the same options and stops by itself.
func Example_aClientsTest() {
	mock, err := slbconform.NewMock(slbconform.WithServers(3))
	if err != nil {
		panic(err)
	}
	defer mock.Close()
	client := sdkOf(mock)
	group := newGroup(mock, client)
	for _, server := range mock.Servers() {
		if err := addOne(mock, client, group, server); err != nil {
			panic(err)
		}
	}
	for _, server := range mock.Group(group) {
		fmt.Println(server.ServerID, server.Port, *server.Weight)
	}
	fmt.Println(len(mock.CallsOf("AddVServerGroupBackendServers")), "calls")
	// Output:
	// eni-bp1mockadded0001 80 10
	// eni-bp1mockadded0002 80 10
	// eni-bp1mockadded0003 80 10
	// 3 calls
}

// A client that tries again when the group is busy gets there.
func Example_refusals() {
	mock, err := slbconform.NewMock()
	if err != nil {
		panic(err)
	}
	defer mock.Close()
	client := sdkOf(mock)
	group, server := newGroup(mock, client), mock.Resource("backend server")
	mock.Refuse("VServerGroupProcessing", slbconform.OnAction("AddVServerGroupBackendServers"), slbconform.Times(2))
	for range 3 {
		fmt.Println(addOne(mock, client, group, server) == nil)
	}
	for _, call := range mock.CallsOf("AddVServerGroupBackendServers") {
		fmt.Println(call.Status, call.Code)
	}
	// Output:
	// false
	// false
	// true
	// 400 VServerGroupProcessing
	// 400 VServerGroupProcessing
	// 200
}
