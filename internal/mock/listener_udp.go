package mock

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
