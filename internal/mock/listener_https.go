package mock

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
