package run_test

import (
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
)

// A live run is bound by the service: with 100 ms added to every answer it takes hardly longer than its longest
// scenario and its calls, divided by those that are allowed at once, take by themselves. The budget is a ratio of 1.2.
func BenchmarkLiveRunOverASlowNetwork(b *testing.B) {
	const latency, atOnce = 100 * time.Millisecond, 16
	s := load(b)
	for range b.N {
		_, server := faulty(b, 0, 1, mock.Rules())
		endpoint := throughNetwork(b, server.URL, network{latency: latency / 2})
		_, l := openLive(b, endpoint)
		result, err := s.Run(b.Context(), run.Options{Target: l, Name: l.Run().Name("run"), Concurrency: atOnce})
		if err != nil {
			b.Fatal(err)
		}
		calls, longest := 0, time.Duration(0)
		for _, o := range result.Outcomes {
			calls += len(o.Exchanges)
			var own time.Duration
			for _, x := range o.Exchanges {
				own += x.Took
			}
			longest = max(longest, own)
		}
		bound := longest + time.Duration(calls)*latency/atOnce
		b.ReportMetric(float64(result.Took)/float64(bound), "of-the-bound")
		b.ReportMetric(float64(calls), "calls")
	}
}
