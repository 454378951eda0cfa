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

func httpAttributes() []attribute {
	return append(webAttributes(),
		attribute{name: "ListenerForward", preset: "off", values: onOff()},
		attribute{name: "ForwardPort", min: 1, max: 65535},
	)
}

// webAttributes are those of HTTP and HTTPS.
func webAttributes() []attribute {
	return slices.Concat(commonAttributes(), []attribute{
		{name: "StickySession", preset: "off", values: onOff()},
		{name: "StickySessionType", values: []string{"insert", "server"}},
		{name: "Cookie", length: 200, form: isCookie},
		{name: "CookieTimeout", min: 1, max: 86400},
		{name: "HealthCheck", preset: "on", values: onOff()},
		{name: "HealthCheckTimeout", preset: 5, min: 1, max: 300},
		{name: "HealthCheckInterval", preset: 2, min: 1, max: 50},
	}, httpHealthCheck(), []attribute{
		{name: "Gzip", preset: "on", values: onOff()},
		{name: "IdleTimeout", preset: 15, min: 1, max: 60},
		{name: "RequestTimeout", preset: 60, min: 1, max: 180},
		{name: "XForwardedFor", preset: "on", values: onOff()},
		{name: "XForwardedFor_SLBIP", preset: "off", values: onOff()},
		{name: "XForwardedFor_SLBID", preset: "off", values: onOff()},
		{name: "XForwardedFor_proto", preset: "off", values: onOff()},
		{name: "XForwardedFor_SLBPORT", preset: "off", values: onOff()},
		{name: "XForwardedFor_ClientSrcPort", preset: "off", values: onOff()},
	})
}

func httpsAttributes() []attribute {
	return append(webAttributes(),
		attribute{name: "ServerCertificateId", required: true, form: lettersAnd("-_.")},
		attribute{name: "CACertificateId", form: lettersAnd("-_.")},
		attribute{name: "EnableHttp2", preset: "on", values: onOff()},
		attribute{name: "TLSCipherPolicy", preset: "tls_cipher_policy_1_0", values: []string{
			"tls_cipher_policy_1_0", "tls_cipher_policy_1_1", "tls_cipher_policy_1_2", "tls_cipher_policy_1_2_strict", "tls_cipher_policy_1_2_strict_with_1_3",
		}},
		attribute{name: "XForwardedFor_ClientCertSubjectDN", preset: "off", values: onOff()},
		attribute{name: "XForwardedFor_ClientCertIssuerDN", preset: "off", values: onOff()},
		attribute{name: "XForwardedFor_ClientCertFingerprint", preset: "off", values: onOff()},
		attribute{name: "XForwardedFor_ClientCertClientVerify", preset: "off", values: onOff()},
	)
}
