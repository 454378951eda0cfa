package reports

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"time"
)

// The elements of the JUnit format that build servers read (the schema of the Jenkins xUnit plug-in).
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Time     string       `xml:"time,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name       string          `xml:"name,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Errors     int             `xml:"errors,attr"`
		Skipped    int             `xml:"skipped,attr"`
		Time       string          `xml:"time,attr"`
		Timestamp  string          `xml:"timestamp,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Name      string       `xml:"name,attr"`
		Classname string       `xml:"classname,attr"`
		Time      string       `xml:"time,attr"`
		Skipped   *junitReason `xml:"skipped"`
		Error     *junitReason `xml:"error"`
		Failure   *junitReason `xml:"failure"`
		Out       string       `xml:"system-out,omitempty"`
	}
	junitReason struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",cdata"`
	}
)

// writeJUnit writes the run as JUnit XML: a suite for each rule, with its id and verdict as properties, a case for
// each scenario. What was not judged is skipped, with the reason as message; a violation is a failure, with the
// failure block as text; a fault of the run is an error in a suite of its own.
func writeJUnit(w io.Writer, r *Report) error {
	all := junitSuites{Name: r.Identity.Operation, Time: junitTime(r.Identity.Duration)}
	ix := newIndex(r)
	for i := range r.Rules {
		all.add(ix.junitRule(&r.Rules[i]))
	}
	if len(r.Faults) > 0 || !r.Complete {
		all.add(junitRun(r))
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(all); err != nil {
		return fmt.Errorf("junit.xml: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (all *junitSuites) add(s junitSuite) {
	for _, c := range s.Cases {
		s.Tests++
		switch {
		case c.Failure != nil:
			s.Failures++
		case c.Error != nil:
			s.Errors++
		case c.Skipped != nil:
			s.Skipped++
		}
	}
	all.Tests, all.Failures, all.Errors = all.Tests+s.Tests, all.Failures+s.Failures, all.Errors+s.Errors
	all.Suites = append(all.Suites, s)
}

func (ix *index) junitRule(rule *Rule) junitSuite {
	s := junitSuite{Name: line(rule.ID), Timestamp: junitStamp(ix.report)}
	for _, p := range []junitProperty{
		{"rule", rule.ID}, {"says", rule.Says}, {"section", rule.Section}, {"origin", rule.speaker()},
		{"verdict", string(rule.Shown())}, {"evidence", rule.Evidence}, {"target", ix.report.Identity.Target},
	} {
		if p.Value != "" {
			s.Properties = append(s.Properties, junitProperty{p.Name, line(p.Value)})
		}
	}
	var took time.Duration
	own := map[string]bool{}
	for _, id := range rule.Scenarios {
		sc := ix.scenarios[id]
		if sc == nil {
			continue
		}
		own[id] = true
		took += sc.Duration
		s.Cases = append(s.Cases, ix.junitScenario(rule, sc))
	}
	s.Cases = append(s.Cases, ix.junitElsewhere(rule, own)...)
	if len(s.Cases) == 0 {
		s.Cases = []junitCase{{
			Name: string(rule.Shown()), Classname: line(rule.ID), Time: junitTime(0),
			Skipped: &junitReason{Message: reasonOf(rule.Shown(), cmp.Or(rule.Reason, rule.Why))},
		}}
	}
	s.Time = junitTime(took)
	return s
}

func (ix *index) junitScenario(rule *Rule, sc *Scenario) junitCase {
	c := junitCase{Name: line(sc.Name), Classname: line(rule.ID), Time: junitTime(sc.Duration)}
	switch sc.Verdict {
	case Violates:
		c.Failure = ix.junitFailure(sc.Violations, "violates: "+sc.Reason)
	case Inconclusive, NotRun:
		c.Skipped = &junitReason{Message: reasonOf(sc.Verdict, sc.Reason)}
	case Diverges:
		c.Out = reasonOf(sc.Verdict, sc.Reason)
	}
	return c
}

// junitElsewhere are violations of the rule that scenarios of other rules brought to light.
func (ix *index) junitElsewhere(rule *Rule, own map[string]bool) []junitCase {
	if rule.Verdict != Violates {
		return nil
	}
	var cases []junitCase
	for _, v := range rule.Violations {
		if own[v.Scenario] {
			continue
		}
		own[v.Scenario] = true
		cases = append(cases, junitCase{
			Name: line("seen in " + v.Scenario), Classname: line(rule.ID), Time: junitTime(0),
			Failure: ix.junitFailure([]Violation{v}, ""),
		})
	}
	return cases
}

func (ix *index) junitFailure(violations []Violation, otherwise string) *junitReason {
	if len(violations) == 0 {
		return &junitReason{Message: line(otherwise), Type: string(Violates)}
	}
	v := violations[0]
	f := &junitReason{Message: line(fmt.Sprintf("expected %s, got %s", v.Expected, v.Got)), Type: string(Violates)}
	for _, v := range violations {
		f.Text += "\n" + ix.block(v)
	}
	return f
}

// junitRun holds the faults of the run itself.
func junitRun(r *Report) junitSuite {
	s := junitSuite{
		Name: "the run itself", Timestamp: junitStamp(r), Time: junitTime(0),
		Properties: []junitProperty{{"target", r.Identity.Target}},
	}
	for _, f := range r.Faults {
		c := junitCase{Name: line(f.Kind + ": " + f.Says), Classname: "run." + line(f.Kind), Time: junitTime(0)}
		if r.Fails(f) {
			c.Error = &junitReason{Message: line(f.Told()), Type: line(f.Kind)}
		} else {
			c.Out = "a warning: it fails a run against the service only"
		}
		s.Cases = append(s.Cases, c)
	}
	if !r.Complete {
		s.Cases = append(s.Cases, junitCase{
			Name: "the run came to its end", Classname: "run.incomplete", Time: junitTime(0),
			Error: &junitReason{Message: line(r.Incomplete), Type: "incomplete"},
		})
	}
	return s
}

func reasonOf(v Verdict, reason string) string { return line(string(v) + ": " + reason) }

func junitStamp(r *Report) string { return r.Identity.Started.UTC().Format("2006-01-02T15:04:05") }

func junitTime(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
