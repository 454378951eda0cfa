package mock

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slbconform/slbconform/fixtures"
)

// balancerSetting is an operation that changes one thing about a load balancer.
func balancerSetting(set func(*Call) (refused string), required ...string) Operation {
	return Operation{Required: append([]string{"RegionId", "LoadBalancerId"}, required...), Serve: func(c *Call) Reply {
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
	}, "DeleteProtection")
}

func (catalogue) SetLoadBalancerModificationProtection() Operation {
	return balancerSetting(func(c *Call) string {
		c.lb.protectModification(c)
		return ""
	}, "ModificationProtectionStatus")
}

func (catalogue) SetLoadBalancerName() Operation {
	return balancerSetting(func(c *Call) string {
		c.lb.name = c.params.Get("LoadBalancerName")
		return ""
	}, "LoadBalancerName")
}

func (catalogue) SetLoadBalancerStatus() Operation {
	return balancerSetting(func(c *Call) string {
		if c.params.Get("LoadBalancerStatus") == "locked" { // only the service locks
			return "LoadBalancerStatus"
		}
		c.lb.status = c.params.Get("LoadBalancerStatus")
		return ""
	}, "LoadBalancerStatus")
}

func (catalogue) ModifyLoadBalancerInstanceSpec() Operation {
	return balancerSetting(func(c *Call) string {
		c.lb.spec = c.params.Get("LoadBalancerSpec")
		return ""
	}, "LoadBalancerSpec")
}

func (catalogue) ModifyLoadBalancerInternetSpec() Operation {
	return balancerSetting(func(c *Call) string {
		if c.lb.addressType != "internet" {
			return "LoadBalancerId"
		}
		if charge := c.params.Get("InternetChargeType"); charge != "" {
			c.lb.internetCharge = charge
		}
		c.lb.bandwidth = c.intParam("Bandwidth", c.lb.bandwidth)
		return ""
	})
}

func (catalogue) ModifyLoadBalancerInstanceChargeType() Operation {
	return balancerSetting(func(c *Call) string {
		c.lb.chargeType = c.params.Get("InstanceChargeType")
		if spec := c.params.Get("LoadBalancerSpec"); spec != "" {
			c.lb.spec = spec
		}
		return ""
	}, "InstanceChargeType")
}

// protectModification keeps a reason with a protection, and forgets it without.
func (l *loadBalancer) protectModification(c *Call) {
	l.protection, l.reason = c.params.Get("ModificationProtectionStatus"), ""
	if l.protection == consoleProtection {
		l.reason = c.params.Get("ModificationProtectionReason")
	}
}

const consoleProtection = "ConsoleProtection"

// balancerValues are what parameters of load balancers may say.
func balancerValues() map[string][]string {
	return map[string][]string{
		"AddressType": {"internet", "intranet"}, "AddressIPVersion": {"ipv4", "ipv6"}, "NetworkType": {"vpc", "classic"},
		"InternetChargeType": {"paybytraffic", "paybybandwidth"}, "PayType": {"PayOnDemand"}, // subscriptions are not sold any more
		"InstanceChargeType": {"PayBySpec", "PayByCLCU"}, "DeleteProtection": onOff(),
		"ModificationProtectionStatus": {"NonProtection", consoleProtection}, "LoadBalancerStatus": {"active", "inactive", "locked"},
		"LoadBalancerSpec": {"slb.s1.small", "slb.s2.small", "slb.s2.medium", "slb.s3.small", "slb.s3.medium", "slb.s3.large", "slb.lcu.elastic"},
	}
}

// wrongBalancerValue is the first parameter that has a value it cannot have; "" is none.
func (c *Call) wrongBalancerValue() string {
	for name, allowed := range balancerValues() {
		if v := c.params.Get(name); v != "" && !slices.Contains(allowed, v) {
			return name
		}
	}
	for name, most := range map[string]int{"Bandwidth": 5120, "PageNumber": 1 << 30, "PageSize": maxPage} {
		n, err := strconv.Atoi(c.params.Get(name))
		if c.params.Has(name) && c.params.Get(name) != "" && (err != nil || (n < 1 || n > most) && (name != "Bandwidth" || n != -1)) {
			return name
		}
	}
	name := c.params.Get("LoadBalancerName")
	if c.action != "DescribeLoadBalancers" && utf8.RuneCountInString(name) > 80 || strings.ContainsAny(name, "\n<>") {
		return "LoadBalancerName"
	}
	return ""
}
