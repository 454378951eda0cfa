package serve_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
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

// What a test pays for another mock of its own.
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

// The first mock of a process reads what was built in, and is to start in under 2 ms. It fails where that takes a quarter
// longer than a server of net/http/httptest and one file read as YAML: then libraries that it does not need have come back,
// or all that the first call needs is read before. Both are the quickest of many processes.
func BenchmarkFirstMock(b *testing.B) {
	program := filepath.Join(b.TempDir(), "first")
	if out, err := exec.Command("go", "build", "-o", program, "./testdata/first").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	quickest := [2]int{1 << 62, 1 << 62}
	for b.Loop() {
		for range 20 {
			for i, what := range [][]string{nil, {"anchor"}} {
				out, err := exec.Command(program, what...).Output()
				took, notSaid := strconv.Atoi(strings.TrimSpace(string(out)))
				if err := errors.Join(err, notSaid); err != nil {
					b.Fatal(err)
				}
				quickest[i] = min(quickest[i], took)
			}
		}
	}
	ratio := float64(quickest[0]) / float64(quickest[1])
	b.ReportMetric(float64(quickest[0])/1000, "µs/first")
	b.ReportMetric(ratio, "×anchor")
	if ratio > 1.25 {
		b.Errorf("the first mock takes %.2f times as long as a server and a file in YAML", ratio)
	}
}
