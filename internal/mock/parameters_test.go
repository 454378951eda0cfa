package mock_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/slbconform/slbconform/internal/mock"
)

func TestAMissingParameterIsNamed(t *testing.T) {
	for name, rule := range map[string]string{
		"RegionId": "request.region-id.required", "VServerGroupId": "request.vserver-group-id.required",
		"BackendServers": "request.backend-servers.required",
	} {
		for _, empty := range []bool{true, false} {
			c := newCaller(t)
			params := []string{"RegionId", home, "VServerGroupId", c.group(""), "BackendServers", eni}
			i := slices.Index(params, name)
			broken := "platform/assumed.parameters.empty"
			if params[i+1] = ""; !empty {
				params, broken = slices.Delete(params, i, i+2), rule
			}
			held(t, c.call(action, params...), fmt.Sprintf("400 Missing%s %s is mandatory for this action.", name, name), broken)
		}
	}
}

// Whichever operation is called, what it needs and is given without a value counts as missing.
func TestAnEmptyParameterIsNamedWhicheverOperationIsCalled(t *testing.T) {
	c := newCaller(t)
	for name, o := range mock.Rules().Operations {
		for _, empty := range o.Required {
			if got := c.call(name, empty, ""); !slices.Contains(got.broke, "platform/assumed.parameters.empty") {
				t.Errorf("%s with an empty %s: %s", name, empty, got)
			}
		}
	}
}

func TestTheRegionIsTheLoadBalancers(t *testing.T) {
	c := newCaller(t)
	for _, region := range []string{"cn-shanghai", "nowhere-1"} {
		got := c.call(action, "RegionId", region, "VServerGroupId", c.group(""), "BackendServers", `[]`)
		held(t, got, "404 InvalidRegionId.NotFound", "assumed.region-id.other")
	}
}

func TestTheGroupIsAVServerGroup(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	deleted := c.group(lb)
	c.must("DeleteVServerGroup", "RegionId", home, "VServerGroupId", deleted)
	other := c.must("CreateMasterSlaveServerGroup", "RegionId", home, "LoadBalancerId", lb, "MasterSlaveBackendServers", primarySecondary).text("MasterSlaveServerGroupId")
	for group, rule := range map[string]string{
		"rsp-nobody": "field.group-exists", deleted: "field.group-exists",
		lb: "field.group-exists", other: "field.group-exists",
	} {
		held(t, c.add(group, eni), "404 InvalidParameter The specified VServerGroupId does not exist.", rule)
	}
}

const primarySecondary = `[{"ServerId":"eni-bp1mockfirst","Type":"eni","Port":80,"ServerType":"Master"},{"ServerId":"eni-bp1mocksecond","Type":"eni","Port":80,"ServerType":"Slave"}]`

func TestAServerOfAPrimarySecondaryGroupIsRefusedOnItsPort(t *testing.T) {
	c := newCaller(t)
	lb := c.loadBalancer()
	group := c.group(lb)
	made := c.must("CreateMasterSlaveServerGroup", "RegionId", home, "LoadBalancerId", lb, "MasterSlaveBackendServers", primarySecondary)
	held(t, c.add(group, eni), "400 MasterSlaveServerConflict", "error.MasterSlaveServerConflict")
	c.must("DeleteMasterSlaveServerGroup", "RegionId", home, "MasterSlaveServerGroupId", made.text("MasterSlaveServerGroupId"))
	if got := c.add(group, eni); got.status != http.StatusOK {
		differs(t, "once the primary/secondary group is gone: %s", got)
	}
}

func TestAGroupWithAChangeInProgressTakesNoOther(t *testing.T) {
	c := newCaller(t)
	held(t, c.add("rsp-bp1mockchanging", eni), "400 OperationFailed.ServiceGroupProcessing", "error.OperationFailed.ServiceGroupProcessing")
}

func TestAnEmptyListAddsNothing(t *testing.T) {
	c := newCaller(t)
	group := c.group("")
	if got := c.add(group, `[]`); got.status != http.StatusOK || len(c.holds(group)) != 0 {
		differs(t, "%v", got)
	}
}
