package mock

func httpListener() listenerKind {
	return listenerKind{protocol: "http", attributes: append(webAttributes(),
		attribute{name: "ListenerForward", preset: "off", values: onOff()},
		attribute{name: "ForwardPort", min: 1, max: 65535},
	)}
}

// webAttributes are those of HTTP and HTTPS.
func webAttributes() []attribute {
	return append(commonAttributes(),
		attribute{name: "StickySession", preset: "off", values: onOff()},
		attribute{name: "StickySessionType", values: []string{"insert", "server"}},
		attribute{name: "Cookie", length: 200, form: isCookie},
		attribute{name: "CookieTimeout", min: 1, max: 86400},
		attribute{name: "HealthCheck", preset: "on", values: onOff()},
		attribute{name: "HealthCheckTimeout", preset: 5, min: 1, max: 300},
		attribute{name: "HealthCheckInterval", preset: 2, min: 1, max: 50},
		attribute{name: "HealthCheckDomain", length: 80, form: isDomain},
		attribute{name: "HealthCheckURI", length: 80, form: isPath},
		attribute{name: "HealthCheckHttpCode", values: httpCodes(), several: true},
		attribute{name: "HealthCheckMethod", values: []string{"head", "get"}},
		attribute{name: "Gzip", preset: "on", values: onOff()},
		attribute{name: "IdleTimeout", preset: 15, min: 1, max: 60},
		attribute{name: "RequestTimeout", preset: 60, min: 1, max: 180},
		attribute{name: "XForwardedFor", preset: "on", values: onOff()},
		attribute{name: "XForwardedFor_SLBIP", preset: "off", values: onOff()},
		attribute{name: "XForwardedFor_SLBID", preset: "off", values: onOff()},
		attribute{name: "XForwardedFor_proto", preset: "off", values: onOff()},
		attribute{name: "XForwardedFor_SLBPORT", preset: "off", values: onOff()},
		attribute{name: "XForwardedFor_ClientSrcPort", preset: "off", values: onOff()},
	)
}

func (catalogue) CreateLoadBalancerHTTPListener() Operation { return httpListener().create() }

func (catalogue) SetLoadBalancerHTTPListenerAttribute() Operation { return httpListener().set() }

func (catalogue) DescribeLoadBalancerHTTPListenerAttribute() Operation {
	return httpListener().describe()
}

func httpsListener() listenerKind {
	return listenerKind{protocol: "https", attributes: append(webAttributes(),
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
	)}
}

func (catalogue) CreateLoadBalancerHTTPSListener() Operation { return httpsListener().create() }

func (catalogue) SetLoadBalancerHTTPSListenerAttribute() Operation { return httpsListener().set() }

func (catalogue) DescribeLoadBalancerHTTPSListenerAttribute() Operation {
	return httpsListener().describe()
}
