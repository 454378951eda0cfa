package mock

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/fixtures"
)

func (catalogue) DeleteLoadBalancer() Operation {
	return Operation{Required: []string{"LoadBalancerId"}, Serve: deleteLB}
}

func (catalogue) DescribeLoadBalancerAttribute() Operation {
	return Operation{Reads: true, Required: []string{"LoadBalancerId"}, Serve: describeLB}
}

func deleteLB(c *Call) Reply {
	if c.lb.attributes["DeleteProtection"] == "on" {
		return refuse("OperationDenied.DeleteProtectionIsOn", "")
	}
	c.state.deleteLB(c.lb)
	return succeed(nil)
}

func describeLB(c *Call) Reply {
	values := c.lb.values()
	values["Servers"] = serverValues(c.lb.own.servers)
	ports, listeners := []int{}, []fixtures.Values{}
	for _, l := range c.lb.listeners {
		one := l.values(c.lb.id)
		for _, name := range []string{"Description", "ListenerForward", "ForwardPort"} {
			if _, ok := one[name]; !ok {
				one[name] = nil
			}
		}
		ports, listeners = append(ports, l.port), append(listeners, one)
	}
	values["ListenerPorts"], values["Listeners"] = ports, listeners
	return succeed(values)
}

func noBalancerThere(c *Call, _ Limits) (string, bool) { return "", c.lb == nil || !c.inRegion() }

// inRegion reports whether the load balancer is in the region that the call names, if it names one.
func (c *Call) inRegion() bool {
	region := c.params.Get("RegionId")
	return region == "" || region == c.lb.region
}

// values are the members that describe the load balancer in answers.
func (l *loadBalancer) values() fixtures.Values {
	v := fixtures.Values{
		"Tags": tagValues(l.tags), "Bandwidth": l.bandwidth,
		"CreateTime": l.created.UTC().Format(time.RFC3339), "CreateTimeStamp": int(l.created.UnixMilli()),
	}
	for name, value := range l.attributes {
		v[name] = value
	}
	if v["ModificationProtectionReason"] == "" {
		v["ModificationProtectionReason"] = nil
	}
	return v
}

// BalancerSettings are the operations that set attributes of a load balancer.
func (catalogue) BalancerSettings() map[string]Operation {
	locked := Rule{Stage: StageParse, Limits: Limits{Name: "LoadBalancerStatus", Values: []string{"active", "inactive"}}, Breaks: unknownValue} // only the service locks
	private := Rule{Stage: StageState, Limits: Limits{Name: "LoadBalancerId"}, Breaks: func(c *Call, l Limits) (string, bool) {
		return l.Name, c.lb != nil && c.lb.attributes["AddressType"] != "internet"
	}}
	paidByLCU := Rule{Stage: StageState, Outcome: "OperationDenied.PayByCLCU", Breaks: func(c *Call, _ Limits) (string, bool) {
		return "", c.lb != nil && c.lb.attributes["InstanceChargeType"] == payByLCU
	}}
	return map[string]Operation{
		"SetLoadBalancerDeleteProtection":       setting([]string{"RegionId", "LoadBalancerId", "DeleteProtection"}, "DeleteProtection"),
		"SetLoadBalancerModificationProtection": setting([]string{"RegionId", "LoadBalancerId", "ModificationProtectionStatus"}, "ModificationProtectionStatus", "ModificationProtectionReason"),
		"SetLoadBalancerName":                   setting([]string{"LoadBalancerId", "LoadBalancerName"}, "LoadBalancerName"),
		"SetLoadBalancerStatus":                 setting([]string{"LoadBalancerId", "LoadBalancerStatus"}, "LoadBalancerStatus").besides(locked),
		"ModifyLoadBalancerInstanceSpec":        setting([]string{"LoadBalancerId", "LoadBalancerSpec"}, "LoadBalancerSpec").besides(paidByLCU),
		"ModifyLoadBalancerInternetSpec":        setting([]string{"LoadBalancerId"}, "InternetChargeType", "Bandwidth").besides(private).besides(paidByLCU),
		"ModifyLoadBalancerInstanceChargeType":  setting([]string{"RegionId", "LoadBalancerId", "InstanceChargeType"}, "InstanceChargeType", "LoadBalancerSpec"),
	}
}

// setting is an operation that sets the attributes named by takes.
func setting(required []string, takes ...string) Operation {
	return Operation{Required: required, Rules: boolean("AutoPay"), Serve: func(c *Call) Reply {
		for _, name := range takes {
			c.lb.take(c, name)
		}
		if slices.Contains(takes, "LoadBalancerSpec") {
			c.lb.meter(c)
		}
		return succeed(fixtures.Values{"OrderId": nil})
	}}
}

// besides is the operation with one more rule, whose outcome is InvalidParameter.Value where it has none.
func (o Operation) besides(r Rule) Operation {
	r.Outcome = cmp.Or(r.Outcome, "InvalidParameter.Value")
	o.Rules = append(o.Rules, r)
	return o
}

// take sets an attribute to the value in a call, if the call has one. A reason is kept only together with a protection.
func (l *loadBalancer) take(c *Call, name string) {
	said := c.params.Get(name)
	switch {
	case said == "":
	case name == "Bandwidth":
		if n := c.intParam(name, 0); n > 0 {
			l.bandwidth = n
		}
	case name == "InternetChargeType":
		l.attributes[name] = strings.ToLower(said)
	default:
		l.attributes[name] = said
	}
	if name == "ModificationProtectionReason" && (said == "" || c.params.Get("ModificationProtectionStatus") != consoleProtection) {
		l.attributes[name] = ""
	}
}

// meter keeps specification and payment consistent: a load balancer that is paid by LCU has no specification to choose, and
// one with a chosen specification is paid by it (docs/sources.md#metering).
func (l *loadBalancer) meter(c *Call) {
	spec, by := c.params.Get("LoadBalancerSpec"), c.params.Get("InstanceChargeType")
	switch {
	case by == payByLCU:
		l.attributes["LoadBalancerSpec"] = elastic
	case by == "" && spec != "" && spec != elastic:
		l.attributes["InstanceChargeType"] = payBySpec
	}
}

const (
	payBySpec, payByLCU = "PayBySpec", "PayByCLCU"
	elastic             = "slb.lcu.elastic" // what one that is paid for by LCU has in place of a specification
)
