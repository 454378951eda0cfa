package slbconform_test

import (
	"fmt"
	"os"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform"
)

// These are read, and compiled; internal/serve runs the same. Here they would fail beside every answer that is broken on
// purpose, for which a run has one entry of its own.

// A test of a client has a mock of its own, which stops with the test.
func ExampleStartMock() {
	var t *testing.T // of the test
	mock := slbconform.StartMock(t, slbconform.WithServers(3))
	client, err := slb.NewClient(&openapi.Config{
		Endpoint: dara.String(mock.Endpoint), Protocol: dara.String("HTTP"), NoProxy: dara.String(mock.Endpoint), RegionId: dara.String(mock.RegionID),
		AccessKeyId: dara.String(mock.AccessKeyID), AccessKeySecret: dara.String(mock.AccessKeySecret),
	})
	if err != nil {
		t.Fatal(err)
	}
	lb, err := client.CreateLoadBalancer(&slb.CreateLoadBalancerRequest{
		RegionId: dara.String(mock.RegionID), AddressType: dara.String("intranet"), VpcId: dara.String(mock.VPCID), VSwitchId: dara.String(mock.VSwitchID),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(*lb.Body.LoadBalancerId, mock.Servers())
}

// A mock for all tests of a package is made in its TestMain.
func ExampleNewMock() {
	var m *testing.M // of TestMain
	mock, err := slbconform.NewMock(slbconform.WithServersPerCall(40))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run() // tests point their clients at mock.Endpoint
	if err := mock.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// What no call causes is ordered: here the next two additions are refused, and a third is carried out.
func ExampleMock_Refuse() {
	var mock *slbconform.Mock // of StartMock
	mock.Refuse("VServerGroupProcessing", slbconform.OnAction("AddVServerGroupBackendServers"), slbconform.Times(2))
}

// A connection breaks after the change was made, which a client must find out.
func ExampleMock_Drop() {
	var mock *slbconform.Mock // of StartMock
	mock.Drop(slbconform.AfterChange, slbconform.OnAction("AddVServerGroupBackendServers"))
}

// What a client did is looked at afterwards.
func ExampleMock_CallsOf() {
	var mock *slbconform.Mock // of StartMock
	for _, call := range mock.CallsOf("AddVServerGroupBackendServers") {
		fmt.Println(call.Status, call.Code, len(call.BackendServers()), call.Broke)
	}
	for _, server := range mock.Group("rsp-…") {
		fmt.Println(server.ServerID, server.Port, *server.Weight)
	}
}
