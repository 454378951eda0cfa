package mock

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// balancerPresets are the attributes of a load balancer that a call may give, with what they are where it gives none.
func balancerPresets() map[string]string {
	return map[string]string{
		"LoadBalancerName": "", "AddressType": "internet", "AddressIPVersion": "ipv4", "Address": "", "VpcId": "", "VSwitchId": "",
		"MasterZoneId": "", "SlaveZoneId": "", "LoadBalancerSpec": "slb.lcu.elastic", "PayType": "PayOnDemand",
		"InstanceChargeType": "PayByCLCU", "InternetChargeType": "paybytraffic", "ResourceGroupId": "rg-acfmockdefault",
		"DeleteProtection": "off", "ModificationProtectionStatus": "NonProtection", "ModificationProtectionReason": "",
	}
}

// balancerValues are what parameters of load balancers may say. Every call asks, so that they are made once.
var balancerValues = map[string][]string{
	"AddressType": {"internet", "intranet"}, "AddressIPVersion": {"ipv4", "ipv6"}, "NetworkType": {"vpc", "classic"},
	"InternetChargeType": {"paybytraffic", "paybybandwidth"}, "PayType": {"PayOnDemand"}, // subscriptions are not sold any more
	"InstanceChargeType": {"PayBySpec", "PayByCLCU"}, "PricingCycle": {"month", "year"}, "DeleteProtection": onOff(),
	"ModificationProtectionStatus": {"NonProtection", consoleProtection}, "LoadBalancerStatus": {"active", "inactive", "locked"},
	"LoadBalancerSpec": {"slb.s1.small", "slb.s2.small", "slb.s2.medium", "slb.s3.small", "slb.s3.medium", "slb.s3.large", "slb.s4.large", "slb.lcu.elastic"},
}

// balancerMost is the most that numbers among them may be.
var balancerMost = map[string]int{"Bandwidth": 5120, "Duration": 9, "PageNumber": 1 << 30, "PageSize": maxPage}

func wrongValue(c *Call, _ Limits) (string, bool) {
	name := cmp.Or(c.wrongBalancerValue(), c.wrongListener())
	return name, name != ""
}

// wrongBalancerValue is the first parameter that has a value it cannot have; "" is none.
func (c *Call) wrongBalancerValue() string {
	looks := c.operation.Reads
	for _, name := range c.Params() {
		v := c.params.Get(name)
		if name == "InternetChargeType" && !looks {
			v = strings.ToLower(v) // the Terraform provider creates with paybytraffic and changes to PayByBandwidth
		}
		if allowed := balancerValues[name]; allowed != nil && v != "" && !slices.Contains(allowed, v) {
			return name
		}
		most := balancerMost[name]
		if most == 0 {
			continue
		}
		n, err := strconv.Atoi(v)
		unset := name == "Bandwidth" && (n == 0 || n == -1) // clients write either where traffic is paid for
		if v != "" && (err != nil || n < 1 && !unset || n > most) {
			return name
		}
	}
	if looks { // what is looked for there need not be a name
		return ""
	}
	if !lettersAnd("-_")(c.params.Get("ResourceGroupId")) {
		return "ResourceGroupId"
	}
	for _, name := range []string{"LoadBalancerName", "ModificationProtectionReason"} {
		if v := c.params.Get(name); v != "" && !balancerName(v) {
			return name
		}
	}
	return ""
}

// balancerName reports whether a text is a name of at most 80 characters that begins with a letter, of any script. Older
// documents allow a slash, and the Terraform provider says so still.
func balancerName(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return utf8.RuneCountInString(text) <= 80 && unicode.IsLetter(first) && plainName(text)
}
