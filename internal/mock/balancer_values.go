package mock

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// balancerAttributes are what a call may say of a load balancer, with what it is of one that is made without, and by what it
// is looked for. Every call asks, so that they are made once.
var balancerAttributes = []attribute{
	{name: "LoadBalancerName", preset: "", form: balancerName},
	{name: "Address", preset: ""},
	{name: "AddressType", preset: "internet", values: []string{"internet", "intranet"}},
	{name: "AddressIPVersion", preset: "ipv4", values: []string{"ipv4", "ipv6"}},
	{name: "VpcId", preset: ""},
	{name: "VSwitchId", preset: ""},
	{name: "MasterZoneId", preset: ""},
	{name: "SlaveZoneId", preset: ""},
	{name: "LoadBalancerSpec", preset: elastic, values: []string{
		"slb.s1.small", "slb.s2.small", "slb.s2.medium", "slb.s3.small", "slb.s3.medium", "slb.s3.large", "slb.s4.large", elastic,
	}},
	{name: "PayType", preset: "PayOnDemand", values: []string{"PayOnDemand"}}, // subscriptions are not sold any more
	{name: "InstanceChargeType", preset: payByLCU, values: []string{payBySpec, payByLCU}},
	{name: "InternetChargeType", preset: "paybytraffic", values: []string{"paybytraffic", "paybybandwidth"}},
	{name: "ResourceGroupId", preset: "rg-acfmockdefault", form: lettersAnd("-_")},
	{name: "DeleteProtection", preset: "off", values: onOff()},
	{name: "ModificationProtectionStatus", preset: "NonProtection", values: []string{"NonProtection", consoleProtection}},
	{name: "ModificationProtectionReason", preset: "", form: balancerName},
}

// otherAttributes are further parameters of calls that change load balancers or look for them.
var otherAttributes = []attribute{
	{name: "Bandwidth", min: 0, max: 5120, negative: true}, // clients write 0 or -1 where traffic is paid for
	{name: "NetworkType", values: []string{"vpc", "classic"}, sought: true},
	{name: "LoadBalancerStatus", values: []string{"active", "inactive", "locked"}, sought: true},
	{name: "LoadBalancerId", sought: true},
	{name: "RegionId", sought: true},
	{name: "ServerId", sought: true},
	{name: "ServerIntranetAddress", sought: true},
	{name: "PricingCycle", values: []string{"month", "year"}},
	{name: "Duration", min: 1, max: 9},
	{name: "PageNumber", min: 1, max: 1 << 30},
	{name: "PageSize", min: 1, max: maxPage},
	{name: "ListenerPort", min: 1, max: 65535},
	{name: "ListenerProtocol", values: []string{"tcp", "udp", "http", "https"}, anyCase: true},
}

const consoleProtection = "ConsoleProtection"

var allAttributes = slices.Concat(balancerAttributes, otherAttributes)

// attributeAt are places in allAttributes, by the two spellings of a parameter.
var attributeAt = func() map[string]int {
	at := make(map[string]int, 2*len(allAttributes))
	for i, a := range allAttributes {
		at[a.name], at[smallFirst(a.name)] = i, i
	}
	return at
}()

// sought reports whether load balancers are looked for by a parameter: by each of their attributes, and by a server.
func sought(name string) bool {
	i, is := attributeAt[name]
	return is && name == allAttributes[i].name && (i < len(balancerAttributes) || allAttributes[i].sought)
}

// wrongValue is the first parameter that has a value it cannot have. It looks at those that are given, which are few.
func wrongValue(c *Call, _ Limits) (string, bool) {
	first := len(allAttributes)
	for name := range c.params.Values {
		i, is := attributeAt[name]
		if !is || i >= first {
			continue
		}
		a := allAttributes[i]
		if c.operation.Reads { // what is looked for need not be a name
			a.form = nil
		} else if a.name == "InternetChargeType" { // the Terraform provider creates with paybytraffic and changes to PayByBandwidth
			a.anyCase = true
		}
		if _, _, ok := a.read(c.params.Values); !ok {
			first = i
		}
	}
	if first == len(allAttributes) {
		return "", false
	}
	return allAttributes[first].name, true
}

// balancerName reports whether a text is a name of at most 80 characters that begins with a letter, of any script. Older
// documents allow a slash, and the Terraform provider says so still.
func balancerName(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return utf8.RuneCountInString(text) <= 80 && unicode.IsLetter(first) && plainName(text)
}
