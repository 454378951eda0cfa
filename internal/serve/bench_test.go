package serve_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"

	"github.com/slbconform/slbconform"
	"github.com/slbconform/slbconform/internal/serve"
)

// What the server does with a signed call, over loopback, with the load generator on the same machine: it verifies the
// signature, looks the nonce up, answers, holds the exchange against the document and logs it.
func BenchmarkServedCall(b *testing.B) {
	for _, clients := range []int{2, 200} {
		b.Run(fmt.Sprint(clients), func(b *testing.B) { served(b, clients) })
	}
}

func served(b *testing.B, clients int) {
	site, err := serve.NewSite(serve.Options{Log: logTo(b, io.Discard)})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(site.Handler)
	defer server.Close()
	main := site.Account.Profile("main")
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	b.SetParallelism(max(1, clients/runtime.GOMAXPROCS(0)))
	b.ReportAllocs()
	b.ResetTimer()
	before := cpu(b)
	b.RunParallel(func(pb *testing.PB) {
		c := &client{key: main.ID, secret: main.Secret}
		for pb.Next() {
			query := c.signed("DescribeVServerGroups", values{"RegionId": "cn-hangzhou", "LoadBalancerId": "lb-bp1mockram"}).Encode()
			request, _ := http.NewRequest(http.MethodGet, server.URL+"/?"+query, nil)
			response, err := transport.RoundTrip(request)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
				b.Fatal(response.Status, err)
			}
			response.Body.Close()
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-µs/call") // of client and server; does not depend on what else runs
}

// What a test pays for a mock of its own. The first of a process reads what was built in; it is the first line of
// -bench StartMock -benchtime 1x -count 5, and the others are what to compare it with.
func BenchmarkStartMock(b *testing.B) {
	for b.Loop() {
		m, err := slbconform.NewMock()
		if err != nil {
			b.Fatal(err)
		}
		if err := m.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
