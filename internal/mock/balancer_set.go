package mock

import "github.com/slbconform/slbconform/fixtures"

// balancerSetting is an operation that changes one thing about a load balancer.
func balancerSetting(set func(*Call) (refused string), required ...string) Operation {
	return Operation{Required: required, Rules: boolean("AutoPay"), Serve: func(c *Call) Reply {
		if c.lb == nil || !c.inRegion() {
			return refuse("InvalidLoadBalancerId.NotFound", "")
		}
		if parameter := c.wrongBalancerValue(); parameter != "" {
			return refuse("InvalidParameter.Value", parameter)
		}
		if parameter := set(c); parameter != "" {
			return refuse("InvalidParameter.Value", parameter)
		}
		return succeed(fixtures.Values{"OrderId": nil})
	}}
}

func (catalogue) SetLoadBalancerDeleteProtection() Operation {
	return balancerSetting(func(c *Call) string {
		c.lb.protected = c.params.Get("DeleteProtection") == "on"
		return ""
	}, "RegionId", "LoadBalancerId", "DeleteProtection")
}

func (catalogue) SetLoadBalancerModificationProtection() Operation {
	return balancerSetting(func(c *Call) string {
		c.lb.protectModification(c)
		return ""
	}, "RegionId", "LoadBalancerId", "ModificationProtectionStatus")
}

func (catalogue) SetLoadBalancerName() Operation {
	return balancerSetting(func(c *Call) string {
		c.lb.name = c.params.Get("LoadBalancerName")
		return ""
	}, "LoadBalancerId", "LoadBalancerName")
}

func (catalogue) SetLoadBalancerStatus() Operation {
	return balancerSetting(func(c *Call) string {
		if c.params.Get("LoadBalancerStatus") == "locked" { // only the service locks
			return "LoadBalancerStatus"
		}
		c.lb.status = c.params.Get("LoadBalancerStatus")
		return ""
	}, "LoadBalancerId", "LoadBalancerStatus")
}

func (catalogue) ModifyLoadBalancerInstanceSpec() Operation {
	return balancerSetting(func(c *Call) string {
		c.lb.spec = c.params.Get("LoadBalancerSpec")
		return ""
	}, "LoadBalancerId", "LoadBalancerSpec")
}

func (catalogue) ModifyLoadBalancerInternetSpec() Operation {
	return balancerSetting(func(c *Call) string {
		if c.lb.addressType != "internet" {
			return "LoadBalancerId"
		}
		if charge := c.params.Get("InternetChargeType"); charge != "" {
			c.lb.internetCharge = charge
		}
		if n := c.intParam("Bandwidth", 0); n > 0 {
			c.lb.bandwidth = n
		}
		return ""
	}, "LoadBalancerId")
}

func (catalogue) ModifyLoadBalancerInstanceChargeType() Operation {
	return balancerSetting(func(c *Call) string {
		c.lb.chargeType = c.params.Get("InstanceChargeType")
		if spec := c.params.Get("LoadBalancerSpec"); spec != "" {
			c.lb.spec = spec
		}
		return ""
	}, "RegionId", "LoadBalancerId", "InstanceChargeType")
}

// protectModification keeps a reason with a protection, and forgets it without.
func (l *loadBalancer) protectModification(c *Call) {
	l.protection, l.reason = c.params.Get("ModificationProtectionStatus"), ""
	if l.protection == consoleProtection {
		l.reason = c.params.Get("ModificationProtectionReason")
	}
}

const consoleProtection = "ConsoleProtection"
