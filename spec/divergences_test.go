package spec_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/slbconform/slbconform/spec"
)

const oneDivergence = `divergences:
  - rule: request.backend-servers.limit
    target: live
    region: cn-hangzhou
    reason: It takes 40.
    evidence: {status: 200}
    since: 2026-11-23
    expires: 2027-02-23
    issue: https://example.com/issues/1
`

// underTest is the operation whose divergences these are.
const underTest = "AddVServerGroupBackendServers"

// ledger is the one that is built in. Where it does not fit, the test of the root says so, once.
func ledger(t *testing.T) *spec.Ledger {
	t.Helper()
	l, err := spec.Load(spec.Files)
	if err != nil {
		t.Skipf("the test of the root tells: %v", err)
	}
	return l
}

func loadDivergences(t *testing.T, text string) (*spec.Divergences, error) {
	t.Helper()
	l := ledger(t)
	files := fstest.MapFS{}
	for _, name := range l.Names() {
		files[name+"/divergences.yaml"] = &fstest.MapFile{Data: []byte("divergences: []\n")}
	}
	files[underTest+"/divergences.yaml"] = &fstest.MapFile{Data: []byte(text)}
	return spec.LoadDivergences(files, l)
}

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d.Add(23 * time.Hour)
}

func TestNoDivergenceIsListedWithoutALiveRun(t *testing.T) {
	l := ledger(t)
	d, err := spec.LoadDivergences(spec.Files, l)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.List) != 0 {
		t.Errorf("%d divergences are listed", len(d.List))
	}
}

func TestADivergenceMatchesOnlyWhatItNames(t *testing.T) {
	d, err := loadDivergences(t, oneDivergence)
	if err != nil {
		t.Fatal(err)
	}
	const rule, live, region = underTest + "/request.backend-servers.limit", "live", "cn-hangzhou"
	for _, c := range []struct {
		name, rule, target, region string
		seen                       spec.Evidence
		today                      string
		want                       bool
	}{
		{"first day", rule, live, region, spec.Evidence{Status: 200}, "2026-11-23", true},
		{"last day", rule, live, region, spec.Evidence{Status: 200}, "2027-02-23", true},
		{"more is seen than is named", rule, live, region, spec.Evidence{Status: 200, Where: "body"}, "2026-12-01", true},
		{"the day before", rule, live, region, spec.Evidence{Status: 200}, "2026-11-22", false},
		{"the day after", rule, live, region, spec.Evidence{Status: 200}, "2027-02-24", false},
		{"another rule", underTest + "/server.weight.range", live, region, spec.Evidence{Status: 200}, "2026-12-01", false},
		{"another target", rule, "mock", region, spec.Evidence{Status: 200}, "2026-12-01", false},
		{"another region", rule, live, "cn-beijing", spec.Evidence{Status: 200}, "2026-12-01", false},
		{"other evidence", rule, live, region, spec.Evidence{Status: 400}, "2026-12-01", false},
		{"no evidence", rule, live, region, spec.Evidence{}, "2026-12-01", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := d.Match(c.rule, c.target, c.region, c.seen, day(t, c.today)); (got != nil) != c.want {
				t.Errorf("matched: %v, want %v", got != nil, c.want)
			}
		})
	}
}

func TestAMistakeInADivergenceIsNamedWithItsLine(t *testing.T) {
	for _, c := range []struct{ old, changed, want string }{
		{"request.backend-servers.limit", "request.backend-server.limit", `/divergences.yaml:2: spec/AddVServerGroupBackendServers/rules.yaml has no rule "request.backend-server.limit"; did you mean "request.backend-servers.limit"?`},
		{"request.backend-servers.limit", "AddVServerGroupBackendServers/request.backend-servers.limit", `has no rule "AddVServerGroupBackendServers/request.backend-servers.limit"; among the files of AddVServerGroupBackendServers its id is "request.backend-servers.limit"`},
		{"request.backend-servers.limit", "group.replaced", `has no rule "group.replaced"; it is a rule of ModifyVServerGroupBackendServers`},
		{"target: live", "target: lve", `target "lve" is not known: live, replay or mock; did you mean "live"?`},
		{"region: cn-hangzhou", "region: hangzhou", `/divergences.yaml:2: region "hangzhou" is not written like one, such as cn-hangzhou`},
		{"region: cn-hangzhou", `region: ""`, "/divergences.yaml:2: it has no region: a divergence says where"},
		{oneDivergence[strings.Index(oneDivergence, "target"):], "", "/divergences.yaml:2: it has no target, no region, no reason, no evidence, no since, no expires, no issue: "},
		{"{status: 200}", "{}", "it has no evidence"},
		{"{status: 200}", "{where: status}", "evidence has one of where and got, and needs both"},
		{"{status: 200}", "{satus: 200}", `/divergences.yaml:6: unknown field "satus"; did you mean "status"?`},
		{"2027-02-23", "23.2.2027", `expires is "23.2.2027": a day is written YYYY-MM-DD`},
		{"2027-02-23", "2026-02-23", "it expires on 2026-02-23, before it was first seen on 2026-11-23"},
		{"  - rule", "  - [", "/divergences.yaml:"},
	} {
		t.Run(c.changed, func(t *testing.T) {
			_, err := loadDivergences(t, strings.Replace(oneDivergence, c.old, c.changed, 1))
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v, want one line with %q in it", err, c.want)
			}
		})
	}
}
