// Package sample has reports to try the writers on: of a run against the mock, of a night against the service, and one full
// of hostile content. Nothing in it was observed. The files are written anew by the tests of
// package reports, with -update.
package sample

import (
	"embed"
	"fmt"
	"strings"

	"github.com/slbconform/slbconform/reports"
)

// Operation and Second are the operations that all samples are about.
const (
	Operation = "AddVServerGroupBackendServers"
	Second    = "RemoveVServerGroupBackendServers"
)

//go:embed mock.json night.json
var files embed.FS

// read panics when a sample cannot be read: no test is worth making then.
func read(name string) *reports.Report {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	r, err := reports.Read(data)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	return r
}

// Mock is the report of a run against the mock in which everything held.
func Mock() *reports.Report { return read("mock.json") }

// Night is the report of a run against the service with every verdict such a run can have, and every fault.
func Night() *reports.Report { return read("night.json") }

// Hostile is a report whose texts try to break out of wherever they are shown.
func Hostile() *reports.Report {
	r := Night()
	for i, x := range hostileTexts() {
		r.Exchanges[i%len(r.Exchanges)].Body = x
	}
	all := ""
	for _, x := range hostileTexts()[:5] {
		all += x + " "
	}
	for i := range r.Rules {
		for j := range r.Rules[i].Violations {
			r.Rules[i].Violations[j].Got, r.Rules[i].Violations[j].Expected = all, all
		}
		r.Rules[i].Note = all
	}
	for i := range r.Scenarios {
		if r.Scenarios[i].Reason != "" {
			r.Scenarios[i].Reason = all
		}
		for j := range r.Scenarios[i].Values {
			r.Scenarios[i].Values[j].Value = hostileTexts()[(i+j)%5]
		}
		for j := range r.Scenarios[i].Violations {
			r.Scenarios[i].Violations[j].Got = all
		}
	}
	r.Findings[0].Says, r.Findings[0].Value = all, all
	r.Faults[0].Says = all
	return r
}

// hostileTexts are markup, terminal commands, bytes that are no text, characters that turn the reading direction,
// Markdown, and a megabyte in one line, in this order.
func hostileTexts() []string {
	return []string{
		`<script>document.title='owned'</script><img src=x onerror=alert(1)>`,
		"\x1b[2J\x1b[31mred\x1b]0;title\x07 \u009b31m\r\b",
		reports.Text([]byte("\xff\xfe not text \xc3\x28")) + " \xff\xfe",
		"abc\u202edcba\u2066 \u200fright to left\u2028",
		"]]> </testcase> | `code` **bold** [link](javascript:alert(1)) \n# heading </pre></details> {{.}} ${x}",
		strings.Repeat(`0123456789<&>"'x`, 1<<16),
	}
}
