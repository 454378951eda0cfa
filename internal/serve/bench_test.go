package serve_test

import (
	"net/http"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"
	"io"
	"net/http/httptest"

	"github.com/slbconform/slbconform/internal/serve"
)

// One signed call through the SDK, over loopback, verified, logged and held against the document: server and load
// generator on the same machine.
func BenchmarkServedCall(b *testing.B) {
	site, err := serve.NewSite(serve.Options{Log: io.Discard})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(site.Handler)
	defer server.Close()
	b.RunParallel(func(pb *testing.PB) {
		client := sdk(b, site, server.URL[len("http://"):])
		for pb.Next() {
			if _, err := client.DescribeLoadBalancers(&slb.DescribeLoadBalancersRequest{RegionId: dara.String("cn-hangzhou"), PageSize: dara.Int32(1)}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}

func sdk(b *testing.B, site *serve.Site, endpoint string) *slb.Client {
	b.Helper()
	main, err := site.Main()
	if err != nil {
		b.Fatal(err)
	}
	client, err := slb.NewClient(&openapi.Config{
		Endpoint: &endpoint, Protocol: dara.String("HTTP"), AccessKeyId: &main.ID, AccessKeySecret: &main.Secret,
		HttpClient: pooled{&http.Transport{MaxIdleConnsPerHost: 16}},
	})
	if err != nil {
		b.Fatal(err)
	}
	return client
}

type pooled struct{ *http.Transport }

func (p pooled) Call(r *http.Request, _ *http.Transport) (*http.Response, error) {
	return p.RoundTrip(r)
}
