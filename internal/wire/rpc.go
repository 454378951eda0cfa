package wire

import (
	"cmp"
	"fmt"
	"net/url"
)

// readRPC reads the older scheme, in which the signature and all that goes with it are parameters.
func readRPC(params url.Values) (*Signature, error) {
	if params.Get("AccessKeyId") != "" && params.Get("Signature") == "" {
		return nil, fmt.Errorf("%w: %w", ErrIncomplete, ErrNoSignature)
	}
	for _, name := range []string{"AccessKeyId", "Signature", "SignatureNonce"} {
		if params.Get(name) == "" {
			return nil, incomplete("the parameter %s is missing", name)
		}
	}
	if m := params.Get("SignatureMethod"); m != "" && m != "HMAC-SHA1" {
		return nil, incomplete("the SignatureMethod %q is not understood, HMAC-SHA1 is", m)
	}
	date, err := readDate(timestamp(params))
	if err != nil {
		return nil, err
	}
	return &Signature{
		Scheme:        RPC,
		AccessKeyID:   params.Get("AccessKeyId"),
		SecurityToken: params.Get("SecurityToken"),
		Nonce:         params.Get("SignatureNonce"),
		Date:          date,
		value:         params.Get("Signature"),
	}, nil
}

// timestamp takes both spellings: the vendor's signature pages use one each (docs/sources.md#signature-examples).
func timestamp(params url.Values) string {
	return cmp.Or(params.Get("Timestamp"), params.Get("TimeStamp"))
}

func stringToSignRPC(r *Request) []byte {
	return appendEncoded([]byte(r.Method+"&%2F&"), string(appendQuery(nil, r.Params(), "Signature")))
}
