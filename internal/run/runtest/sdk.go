package runtest

import (
	"net/http"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/internal/target"
)

// Client is the official SDK of a session whose calls go through a transport, signed by the identity of a profile.
func Client(s *target.Session, profile string, to http.RoundTripper) (*slb.Client, error) {
	keys, err := s.Credentials(profile)
	if err != nil {
		return nil, err
	}
	config := &openapi.Config{
		AccessKeyId: &keys.AccessKeyID, AccessKeySecret: &keys.AccessKeySecret,
		RegionId: &s.Inventory.Region, Endpoint: &s.Inventory.Endpoint, HttpClient: through{to},
	}
	if keys.SecurityToken != "" {
		config.SecurityToken = &keys.SecurityToken
	}
	return slb.NewClient(config)
}

// through lets the SDK speak to a transport, as the steps do.
type through struct{ to http.RoundTripper }

// Call sends what the SDK has signed.
func (d through) Call(r *http.Request, _ *http.Transport) (*http.Response, error) {
	return d.to.RoundTrip(r)
}
