package run_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/slbconform/slbconform/internal/target/mocktarget"

	slb "github.com/alibabacloud-go/slb-20140515/v4/client"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
)

// silence is the emptiest transport: the same answer every time. It is what the mock answers, because a longer answer takes the
// SDK longer.
type silence struct {
	header http.Header
	body   string
}

func (s silence) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: s.header, Body: io.NopCloser(strings.NewReader(s.body))}, nil
}

func client(b *testing.B, s *target.Session, to http.RoundTripper) *slb.Client {
	made, err := runtest.Client(s, "", to)
	if err != nil {
		b.Fatal(err)
	}
	return made
}

// BenchmarkCall gives the cost of a call through the harness (SDK, recorder, mock, signature, document) as a
// multiple of the same call through the bare SDK and an empty transport. The budget is 1.3. Both are medians, because a
// busy machine stops calls at random.
func BenchmarkCall(b *testing.B) {
	s, to := load(b), mocktarget.New(mockConfig(b))
	session, err := to.Open(context.Background(), "benchmark")
	if err != nil {
		b.Fatal(err)
	}
	request := &slb.DescribeLoadBalancersRequest{RegionId: dara.String("cn-hangzhou"), LoadBalancerId: dara.String("lb-none")}
	var kept *wire.Exchange
	harness := func() {
		c := client(b, session, &wire.Recorder{Next: session.Transport, Keep: func(x *wire.Exchange) { kept = x }})
		if _, err := c.DescribeLoadBalancers(request); err != nil {
			b.Fatal(err)
		}
		s.Document.Check(kept)
	}
	harness()
	same := silence{kept.Answer.Header, string(kept.Answer.Body)}
	bare := func() {
		if _, err := client(b, session, same).DescribeLoadBalancers(request); err != nil {
			b.Fatal(err)
		}
	}
	var spent [2][]time.Duration
	for b.Loop() {
		for i, call := range []func(){bare, harness} {
			start := time.Now()
			call()
			spent[i] = append(spent[i], time.Since(start))
		}
	}
	b.ReportMetric(float64(median(spent[0]).Microseconds()), "µs/bare")
	b.ReportMetric(float64(median(spent[1]).Microseconds()), "µs/harness")
	b.ReportMetric(float64(median(spent[1]))/float64(median(spent[0])), "×bare")
}

func median(of []time.Duration) time.Duration {
	slices.Sort(of)
	return of[len(of)/2]
}

// BenchmarkSuite runs every feature and makes the report of it.
func BenchmarkSuite(b *testing.B) {
	s, config := load(b), mockConfig(b)
	for b.Loop() {
		result := mustRun(b, s, run.Options{Target: mocktarget.New(config), Audit: true, Concurrency: 8})
		result.Report(reports.Identity{}, reports.Proof{})
	}
	b.ReportMetric(float64(len(s.Plan.Scenarios))*float64(b.N)/b.Elapsed().Seconds(), "scenarios/s")
}

// BenchmarkGenerated runs features with very many scenarios: time must grow as their number does, and what stays in memory
// must fit the budget. Memory is collected as often as the program has it done for so many.
func BenchmarkGenerated(b *testing.B) {
	const budget = 250e6
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	config := mockConfig(b)
	each := map[int]time.Duration{}         // by rows: what one scenario took
	for _, rows := range []int{200, 2000} { // which five operations run
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			s, err := run.Load(generated(b, rows), spec.Files)
			if err != nil {
				b.Fatal(err)
			}
			var peak uint64
			var scenarios int
			for b.Loop() {
				result := mustRun(b, s, run.Options{Target: mocktarget.New(config), Filter: plan.Filter{Rules: []string{"server.port.meaning"}}, Concurrency: 8})
				peak, scenarios = max(peak, liveHeap()), len(result.Outcomes)
				runtime.KeepAlive(result)
			}
			each[rows] = b.Elapsed() / time.Duration(scenarios*b.N)
			b.ReportMetric(float64(scenarios)*float64(b.N)/b.Elapsed().Seconds(), "scenarios/s")
			b.ReportMetric(float64(peak)/1e6, "MB-live")
			if peak > budget {
				b.Errorf("%d scenarios keep %d MB, and may keep %.0f", scenarios, peak/1e6, budget/1e6)
			}
		})
	}
	if few, many := each[200], each[2000]; few > 0 && many > 2*few {
		b.Errorf("of very many scenarios each takes %v, and of a tenth of them %v", many, few)
	}
}

// BenchmarkLoopback runs 500 scenarios of one call each against one mock behind real HTTP, judges and reports them.
func BenchmarkLoopback(b *testing.B) {
	const n = 500
	s, err := run.Load(oneCall(b, n), spec.Files)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		result := mustRun(b, s, run.Options{Target: newShared(b), Filter: plan.Filter{Run: "TestConformance/platform/platform.error-envelope/^call"}, Concurrency: 8})
		if len(result.Outcomes) != n || len(result.Outcomes[0].Exchanges) != 1 {
			b.Fatalf("%d scenarios, the first of %d calls", len(result.Outcomes), len(result.Outcomes[0].Exchanges))
		}
		result.Report(reports.Identity{}, reports.Proof{})
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "scenarios/s")
}

// oneCall is the features with n more scenarios whose set-up makes no call: one call that names no group, of whose refusal only
// the request id is looked at.
func oneCall(b *testing.B, n int) fs.FS {
	b.Helper()
	var more strings.Builder
	more.WriteString("\n    Scenario Outline: call <port>\n      Given \"it\" stands for a backend server\n      When I add a backend server on port <port>\n      Then every answer has a request id of its own\n\n      Examples:\n        | port |\n")
	for i := range n {
		fmt.Fprintf(&more, "        | %d |\n", i+1)
	}
	return withText(b, "platform/platform.feature", "\n  @platform.error-listed\n", more.String()+"\n  @platform.error-listed\n")
}

func liveHeap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// generated is the features with the scenario of server.port.meaning on so many ports.
func generated(b *testing.B, n int) fs.FS {
	b.Helper()
	var rows strings.Builder
	for i := range n {
		fmt.Fprintf(&rows, "        | %d |\n", i+1)
	}
	return withText(b, "platform/kinds.feature", "        | 80   |\n        | 8443 |\n", rows.String())
}

// withText is the features with one text of one file replaced.
func withText(b *testing.B, name, old, with string) fs.FS {
	b.Helper()
	names, err := fs.Glob(features.Files, "*/*.feature")
	if err != nil {
		b.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, n := range names {
		data, err := fs.ReadFile(features.Files, n)
		if err != nil {
			b.Fatal(err)
		}
		files[n] = &fstest.MapFile{Data: data}
	}
	text := string(files[name].Data)
	if strings.Count(text, old) != 1 {
		b.Fatalf("%s is no longer as this benchmark knows it", name)
	}
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, with, 1))}
	return files
}
