package harness

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/target/capture"
	"github.com/slbconform/slbconform/reports"
)

// Settings are the options of a run as a person gives them: by flag, by environment variable, or not at all.
type Settings struct {
	list   []*setting
	values map[string]*setting

	captured *capture.Capture // that a replay answers from

	generateFor []string  // operations that lists are generated for
	made        []string  // folders that are there for the reports of this run only
	told        io.Writer // where the progress of a run is shown; nil where it is not
	unreported  error     // why a run that nobody asked for report files goes without them
}

// NewSettings returns the settings of a run with their defaults, or the values of environment variables.
func NewSettings(environment func(string) (string, bool)) *Settings {
	s := &Settings{values: map[string]*setting{}}
	for _, d := range []setting{
		{name: "target", value: "mock", must: oneOf("mock", "live", "replay"), usage: "`where` calls go: mock, live or replay"},
		{name: "rules", list: true, must: must{be: "ids of rules", holds: namesRules}, usage: "rule `ids` to run, parted by commas; * stands for any text"},
		{name: "inventory", usage: "inventory `file` of a live target"},
		{name: "capture", usage: "`folder` of a capture, that in -reports when left out: a live run writes it, - for none; -target replay answers from it"},
		{name: "record", value: "false", boolean: true, usage: "write the answers that a live run confirmed into fixtures, masked; never those of a mock"},
		{name: "max-calls", value: "8000", must: wholeNumber(1), usage: "`number` of calls that a live run may send at most, clean-up not counted"},
		{name: "max-load-balancers", value: "2", must: wholeNumber(1), usage: "`number` of load balancers that a live run may create at most"},
		{name: "max-time", value: "1h", must: must{be: "a time like 45m", holds: isTime}, usage: "`time` after which a live run sends no more calls, clean-up not counted"},
		{name: "rate", must: must{be: "a number above 0", holds: isRate}, usage: "`calls` a second of any one action that a live run sends at most; without it, what the inventory says, else one a second of each action that writes and ten of each that reads (spec/platform/rates.yaml)"},
		{name: "journal", usage: "`folder` for the journal of a live run, that in -reports when left out: what it is about to create"},
		{name: "concurrency", value: "8", must: must{be: "a whole number from 1 to 1000", holds: between(1, 1000)}, usage: "`number` of scenarios at once"},
		{name: "order", value: "written", must: must{be: "written, random, or a seed from 1 upward", holds: isOrder}, usage: "written, random, or the `seed` of an earlier random order"},
		{name: "generate", value: "0", must: must{be: "a whole number from 0 to 100000", holds: between(0, 100_000)}, usage: "`number` of lists of backend servers to generate and try besides, shared out among the operations of the rules that are asked for; with -rules, only those of its rules are tried; an unexpected answer to one is a finding"},
		{name: "reports", value: reportsDir, must: must{be: "a folder, or - for none", holds: func(v string) bool { return v != "" }}, usage: "`folder` for report files; - for none"},
		{name: "quiet", value: "false", boolean: true, usage: "no progress, and of the summary the headline alone"},
		{name: "strict", value: "false", boolean: true, usage: "fail where something unexpected contradicts what no document states"},
		{name: "shown", list: true, usage: "`roles`, parted by commas, that somebody looked at: what the inventory vouches for is what it says"},
		{name: "inconclusive", value: "0", must: wholeNumber(0), usage: "`number` of scenarios that may be inconclusive before that counts as a failure of a live run"},
	} {
		d.origin = "default"
		if v, ok := environment(d.env()); ok && v != "" {
			d.value, d.origin = v, "environment"
		}
		s.list = append(s.list, &d)
		s.values[d.name] = &d
	}
	return s
}

// Register adds the settings to a flag set.
func (s *Settings) Register(flags *flag.FlagSet) {
	for _, v := range s.list {
		flags.Var(v, v.name, fmt.Sprintf("%s (or %s)", v.usage, v.env()))
	}
}

// reportsDir is where report files go when nobody says otherwise, and what belongs to them even when they are not wanted.
const reportsDir = "reports/out"

// get returns the value of a setting. What a run leaves beside its report files is looked for there, unless it was named.
func (s *Settings) get(name string) string {
	v := s.values[name].value
	if v != "" || name != "capture" && name != "journal" {
		return v
	}
	if beside := s.get("reports"); beside != "-" {
		return filepath.Join(beside, name)
	}
	return filepath.Join(reportsDir, name)
}

// Progress shows on w how far the run is, as suits what w is.
func (s *Settings) Progress(w io.Writer, verbose bool) *reports.Progress {
	o := reports.Terminal(w, os.Getenv)
	o.Quiet, o.Verbose = s.Quiet(), verbose
	s.told = w
	return reports.NewProgress(w, o)
}

// number is the value of a setting that Check has found to be a whole number.
func (s *Settings) number(name string) int {
	n, _ := strconv.Atoi(s.get(name))
	return n
}

// isOn is the value of a setting that Check has found to be true or false.
func (s *Settings) isOn(name string) bool {
	yes, _ := strconv.ParseBool(s.get(name))
	return yes
}

// Quiet reports whether of a run only its headline is wanted.
func (s *Settings) Quiet() bool { return s.isOn("quiet") }

// rules are the rule ids asked for.
func (s *Settings) rules() []string {
	return strings.FieldsFunc(s.get("rules"), func(r rune) bool { return r == ',' || r == ' ' })
}

// seed picks that of the order, 0 for the order as written. A random one is kept in the report, so that the order can be had
// again.
func (s *Settings) seed() int64 {
	switch v := s.get("order"); v {
	case "written":
		return 0
	case "random":
		return rand.Int64N(1_000_000) + 1
	default:
		seed, _ := strconv.ParseInt(v, 10, 64)
		return seed
	}
}

// configuration lists every setting with its origin, for the report.
func (s *Settings) configuration() []reports.Setting {
	var out []reports.Setting
	for _, v := range s.list {
		out = append(out, reports.Setting{Name: v.name, Value: s.get(v.name), Origin: v.origin})
	}
	return out
}

// CheckProxies refuses what names no proxy in the environment variables for them: the SDK then makes no call at all, and does
// not say why. The error, a *UsageError, does not repeat it: a password may stand there.
func CheckProxies(environment func(string) (string, bool)) error {
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"} {
		value, _ := environment(name)
		if _, err := url.Parse(value); err != nil {
			return plan.Usagef("environment variable %s is no address of a proxy, such as http://proxy.example:3128", name)
		}
	}
	return nil
}

// checkEnvironment returns a *UsageError for environment variables that begin with SLBCONFORM_ and are no setting.
func (s *Settings) checkEnvironment(environ []string) error {
	var known []string
	for _, v := range s.list {
		known = append(known, v.env())
	}
	for _, line := range environ {
		name, _, _ := strings.Cut(line, "=")
		if strings.HasPrefix(name, "SLBCONFORM_") && !slices.Contains(known, name) {
			return plan.Usagef("environment variable %s is no setting%s", name, nearest.Hint(name, known))
		}
	}
	return nil
}
