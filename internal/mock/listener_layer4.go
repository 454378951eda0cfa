package mock

import "slices"

// The attributes, their bounds and presets are those of the SDK's comments (docs/sources.md#listeners).

func tcpAttributes() []attribute {
	return slices.Concat(commonAttributes("sch", "tch"), []attribute{
		{name: "MasterSlaveServerGroupId"},
		{name: "PersistenceTimeout", preset: 0, max: 3600},
		{name: "EstablishedTimeout", preset: 900, min: 10, max: 900},
		{name: "HealthCheck", also: "HealthCheckSwitch", preset: "on", values: onOff()},
		{name: "HealthCheckType", preset: "tcp", values: []string{"tcp", "http"}},
		{name: "HealthCheckConnectTimeout", preset: 5, min: 1, max: 300},
		{name: "HealthCheckInterval", preset: 2, min: 1, max: 50},
	}, httpHealthCheck(), []attribute{
		{name: "SynProxy", preset: "disable", values: []string{"enable", "disable"}},
		{name: "ConnectionDrain", preset: "off", values: onOff()},
		{name: "ConnectionDrainTimeout", min: 10, max: 900},
		{name: "ProxyProtocolV2Enabled", preset: false},
	})
}

func udpAttributes() []attribute {
	return append(commonAttributes("sch", "tch", "qch"),
		attribute{name: "MasterSlaveServerGroupId"},
		attribute{name: "HealthCheck", also: "HealthCheckSwitch", preset: "on", values: onOff()},
		attribute{name: "HealthCheckConnectTimeout", preset: 10, min: 1, max: 300},
		attribute{name: "HealthCheckInterval", preset: 5, min: 1, max: 50},
		attribute{name: "HealthCheckReq", length: 64, form: lettersAnd("")},
		attribute{name: "HealthCheckExp", length: 64, form: lettersAnd("")},
		attribute{name: "ProxyProtocolV2Enabled", preset: false},
	)
}
