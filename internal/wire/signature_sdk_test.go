package wire_test

import (
	"errors"
	"net/http"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"

	"github.com/slbconform/slbconform/internal/wire"
)

// What the official SDK signs, with values that test every rule of encoding, verifies; as the SDK really sends it.
func TestTheSDKsOwnSignaturesVerify(t *testing.T) {
	for name, c := range map[string]struct {
		algorithm, token, scheme string
	}{
		"ACS3":             {"", "", wire.ACS3},
		"ACS3 with token":  {"", "token", wire.ACS3},
		"older":            {"v2", "", wire.RPC},
		"older with token": {"v2", "token", wire.RPC},
	} {
		t.Run(name, func(t *testing.T) {
			r := sentBySDK(t, c.algorithm, c.token)
			s, err := wire.ReadSignature(r)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Verify(r, "secret"); err != nil {
				t.Error(err)
			}
			if s.Scheme != c.scheme || s.AccessKeyID != "key" || s.SecurityToken != c.token || s.Nonce == "" || s.Date.IsZero() {
				t.Errorf("read %+v", s)
			}
			if s.Verify(r, "another") == nil {
				t.Error("a wrong secret verifies")
			}
		})
	}
}

func sentBySDK(t *testing.T, algorithm, token string) *wire.Request {
	t.Helper()
	sent := &caught{}
	config := &openapi.Config{
		AccessKeyId: tea.String("key"), AccessKeySecret: tea.String("secret"), Endpoint: tea.String("slb.aliyuncs.com"),
		HttpClient: sent,
	}
	if algorithm != "" {
		config.SignatureAlgorithm = tea.String(algorithm)
	}
	if token != "" {
		config.SecurityToken = tea.String(token)
	}
	client, err := slb.NewClient(config)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.AddVServerGroupBackendServersWithOptions(&slb.AddVServerGroupBackendServersRequest{
		RegionId: tea.String("cn-hangzhou"), VServerGroupId: tea.String(""),
		BackendServers: tea.String(`[{ "ServerId": "i-a+b~*/%é中", "Weight": "100" }]`),
	}, &dara.RuntimeOptions{})
	if err == nil || len(sent.kept) != 1 {
		t.Fatalf("%d requests, error %v", len(sent.kept), err)
	}
	return &sent.kept[0].Request
}

// caught keeps what the SDK sends, through the same HttpClient setting as the harness, and answers nothing.
type caught struct{ kept []*wire.Exchange }

func (c *caught) Call(r *http.Request, _ *http.Transport) (*http.Response, error) {
	recorder := wire.Recorder{Next: nobody{}, Keep: func(x *wire.Exchange) { c.kept = append(c.kept, x) }}
	return recorder.RoundTrip(r)
}

type nobody struct{}

func (nobody) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("nobody answers")
}
