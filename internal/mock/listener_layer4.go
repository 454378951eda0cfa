package mock

import "slices"

// The attributes, their bounds and presets are those of the SDK's comments (docs/sources.md#listeners).
func tcpListener() listenerKind {
	return listenerKind{protocol: "tcp", attributes: append(commonAttributes("sch", "tch"),
		attribute{name: "MasterSlaveServerGroupId"},
		attribute{name: "PersistenceTimeout", preset: 0, max: 3600},
		attribute{name: "EstablishedTimeout", preset: 900, min: 10, max: 900},
		attribute{name: "HealthCheck", also: "HealthCheckSwitch", preset: "on", values: onOff()},
		attribute{name: "HealthCheckType", preset: "tcp", values: []string{"tcp", "http"}},
		attribute{name: "HealthCheckConnectTimeout", preset: 5, min: 1, max: 300},
		attribute{name: "HealthCheckInterval", preset: 2, min: 1, max: 50},
		attribute{name: "HealthCheckDomain", length: 80, form: isDomain},
		attribute{name: "HealthCheckURI", length: 80, form: isPath},
		attribute{name: "HealthCheckHttpCode", values: httpCodes(), several: true},
		attribute{name: "HealthCheckMethod", values: []string{"head", "get"}},
		attribute{name: "SynProxy", preset: "disable", values: []string{"enable", "disable"}},
		attribute{name: "ConnectionDrain", preset: "off", values: onOff()},
		attribute{name: "ConnectionDrainTimeout", min: 10, max: 900},
		attribute{name: "ProxyProtocolV2Enabled", preset: false},
	)}
}

// commonAttributes are those of every protocol; hashing are the ways of scheduling by hash that it has.
func commonAttributes(hashing ...string) []attribute {
	return []attribute{
		{name: "VServerGroupId"},
		{name: "Description", length: 256, form: plainName},
		{name: "BackendServerPort", min: 1, max: 65535},
		{name: "Bandwidth", preset: -1, min: 1, max: 5120, negative: true},
		{name: "Scheduler", preset: "wrr", values: append([]string{"wrr", "rr", "wlc"}, hashing...)},
		{name: "HealthyThreshold", preset: 3, min: 2, max: 10},
		{name: "UnhealthyThreshold", preset: 3, min: 2, max: 10},
		{name: "HealthCheckConnectPort", min: 1, max: 65535},
		{name: "AclStatus", preset: "off", values: onOff()},
		{name: "AclType", values: []string{"white", "black"}},
		{name: "AclId", form: lettersAnd("-_,")},
	}
}

func onOff() []string { return []string{"on", "off"} }

func httpCodes() []string { return []string{"http_2xx", "http_3xx", "http_4xx", "http_5xx"} }

// onOrOff are the rules of a parameter that is on or off.
func onOrOff(parameter string) []Rule {
	return []Rule{{Stage: StageParse, Outcome: "InvalidParameter.Value", Limits: Limits{Name: parameter, Values: onOff()}, Breaks: unknownValue}}
}

func unknownValue(c *Call, l Limits) (string, bool) {
	v := c.params.Get(l.Name)
	return l.Name, v != "" && !slices.Contains(l.Values, v)
}

func (catalogue) CreateLoadBalancerTCPListener() Operation { return tcpListener().create() }

func (catalogue) SetLoadBalancerTCPListenerAttribute() Operation { return tcpListener().set() }

func (catalogue) DescribeLoadBalancerTCPListenerAttribute() Operation {
	return tcpListener().describe()
}

func udpListener() listenerKind {
	return listenerKind{protocol: "udp", attributes: append(commonAttributes("sch", "tch", "qch"),
		attribute{name: "MasterSlaveServerGroupId"},
		attribute{name: "HealthCheck", also: "HealthCheckSwitch", preset: "on", values: onOff()},
		attribute{name: "HealthCheckConnectTimeout", preset: 10, min: 1, max: 300},
		attribute{name: "HealthCheckInterval", preset: 5, min: 1, max: 50},
		attribute{name: "HealthCheckReq", length: 64, form: lettersAnd("")},
		attribute{name: "HealthCheckExp", length: 64, form: lettersAnd("")},
		attribute{name: "ProxyProtocolV2Enabled", preset: false},
	)}
}

func (catalogue) CreateLoadBalancerUDPListener() Operation { return udpListener().create() }

func (catalogue) SetLoadBalancerUDPListenerAttribute() Operation { return udpListener().set() }

func (catalogue) DescribeLoadBalancerUDPListenerAttribute() Operation {
	return udpListener().describe()
}
