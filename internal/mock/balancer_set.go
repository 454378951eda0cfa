package mock

import (
	"strings"

	"github.com/slbconform/slbconform/fixtures"
)

// balancerSetting is an operation that changes something about a load balancer: the parameters that it takes.
type balancerSetting struct {
	required []string
	takes    []string
	refuses  func(*Call) string // the parameter that cannot be; "" is none
}

func (b balancerSetting) operation() Operation {
	return Operation{Required: b.required, Rules: boolean("AutoPay"), Serve: func(c *Call) Reply {
		if b.refuses != nil {
			if parameter := b.refuses(c); parameter != "" {
				return refuse("InvalidParameter.Value", parameter)
			}
		}
		for _, name := range b.takes {
			c.lb.take(c, name)
		}
		return succeed(fixtures.Values{"OrderId": nil})
	}}
}

// take takes over what a call says of an attribute, if it says anything. A reason is kept with a protection alone.
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

func (catalogue) SetLoadBalancerDeleteProtection() Operation {
	return balancerSetting{required: []string{"RegionId", "LoadBalancerId", "DeleteProtection"}, takes: []string{"DeleteProtection"}}.operation()
}

func (catalogue) SetLoadBalancerModificationProtection() Operation {
	return balancerSetting{
		required: []string{"RegionId", "LoadBalancerId", "ModificationProtectionStatus"},
		takes:    []string{"ModificationProtectionStatus", "ModificationProtectionReason"},
	}.operation()
}

func (catalogue) SetLoadBalancerName() Operation {
	return balancerSetting{required: []string{"LoadBalancerId", "LoadBalancerName"}, takes: []string{"LoadBalancerName"}}.operation()
}

func (catalogue) SetLoadBalancerStatus() Operation {
	return balancerSetting{
		required: []string{"LoadBalancerId", "LoadBalancerStatus"}, takes: []string{"LoadBalancerStatus"},
		refuses: func(c *Call) string {
			if c.params.Get("LoadBalancerStatus") == "locked" { // only the service locks
				return "LoadBalancerStatus"
			}
			return ""
		},
	}.operation()
}

func (catalogue) ModifyLoadBalancerInstanceSpec() Operation {
	return balancerSetting{required: []string{"LoadBalancerId", "LoadBalancerSpec"}, takes: []string{"LoadBalancerSpec"}}.operation()
}

func (catalogue) ModifyLoadBalancerInternetSpec() Operation {
	return balancerSetting{
		required: []string{"LoadBalancerId"}, takes: []string{"InternetChargeType", "Bandwidth"},
		refuses: func(c *Call) string {
			if c.lb.attributes["AddressType"] != "internet" {
				return "LoadBalancerId"
			}
			return ""
		},
	}.operation()
}

func (catalogue) ModifyLoadBalancerInstanceChargeType() Operation {
	return balancerSetting{
		required: []string{"RegionId", "LoadBalancerId", "InstanceChargeType"},
		takes:    []string{"InstanceChargeType", "LoadBalancerSpec"},
	}.operation()
}

const consoleProtection = "ConsoleProtection"
