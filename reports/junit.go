package reports

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
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

// writeJUnit writes the run as JUnit XML: a suite for each operation, a case for each scenario, whose class is its rule.
// What fails the run is a failure, with the failure block of its cause where it is the first to show it; what was not
// judged is skipped, with the reason as message. A fault of the run is an error in a suite of its own.
func writeJUnit(w io.Writer, r *Report) error {
	j := junit{index: newIndex(r), failed: r.Failed(), blocks: r.firstToShow(), faults: faultsOf(r)}
	all := junitSuites{Name: line(r.Identity.title()), Time: junitTime(r.Identity.Duration)}
	for _, of := range r.Totals.Operations {
		all.add(j.operation(of))
	}
	if run := junitRun(r); len(run.Cases) > 0 {
		all.add(run)
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

type junit struct {
	*index
	failed map[string]bool     // scenarios that fail the run
	blocks map[string][]*Cause // scenario → causes that it is the first to show
	faults map[string]string   // scenario → what failed the run in it beside its verdict
}

// faultsOf are the faults that fail the run and belong to one scenario, whose case shows them.
func faultsOf(r *Report) map[string]string {
	out := map[string]string{}
	for _, f := range r.Faults {
		if f.Scenario != "" && r.Fails(f) {
			out[f.Scenario] += fmt.Sprintf("\n%s: %s\n", line(f.Kind), sanitize(f.Message()))
		}
	}
	return out
}

func (j *junit) operation(of OperationOf) junitSuite {
	s := junitSuite{Name: line(of.Operation), Timestamp: junitStamp(j.report)}
	for _, p := range []junitProperty{
		{"rules", of.Rules.String()}, {"target", j.report.Identity.Target}, {"evidence", j.report.Identity.Evidence},
	} {
		if p.Value != "" {
			s.Properties = append(s.Properties, junitProperty{p.Name, line(p.Value)})
		}
	}
	var took time.Duration
	for i := range j.report.Scenarios {
		if sc := &j.report.Scenarios[i]; sc.Operation == of.Operation {
			took += sc.Duration
			s.Cases = append(s.Cases, j.scenario(sc))
		}
	}
	s.Time = junitTime(took)
	return s
}

func (j *junit) scenario(sc *Scenario) junitCase {
	c := junitCase{Name: line(sc.Name), Classname: line(sc.Rule), Time: junitTime(sc.Duration)}
	because := &junitReason{Message: j.because(sc)}
	switch fault := j.faults[sc.ID]; {
	case j.failed[sc.ID]:
		because.Type, because.Text = string(sc.Verdict), fault+j.details(sc)
		c.Failure = because
	case fault != "":
		c.Error = &junitReason{Message: line(fault), Type: "fault", Text: because.Message}
	case sc.Verdict == Diverges:
		c.Out = because.Message
	case !sc.Verdict.Held():
		c.Skipped = because
	}
	return c
}

// because says in a line why a scenario did not hold: of what is contradicted, with the basis where no document states it.
func (j *junit) because(sc *Scenario) string {
	if len(sc.Violations) == 0 || sc.Verdict == Inconclusive {
		return line(string(sc.Verdict) + ": " + sc.Reason)
	}
	v := sc.Violations[0]
	basis := ""
	if m := v.Basis.Mark(); m != "" {
		basis = " (" + m + ")"
	}
	return line(fmt.Sprintf("%s: %s%s: expected %s, got %s", sc.Verdict, v.Rule, basis, v.Expected, v.Got))
}

// details are the failure blocks of the causes that a scenario is the first to show; the others name where theirs stand.
func (j *junit) details(sc *Scenario) string {
	var out strings.Builder
	for _, c := range j.blocks[sc.ID] {
		out.WriteString("\n" + j.block(c))
	}
	if out.Len() > 0 {
		return out.String()
	}
	if of := j.explained[sc.ID]; of != nil && of.Rule != "" && len(of.Scenarios) > 0 {
		return fmt.Sprintf("\nThe cause is %s, first shown by %s.\n  repeat    %s\n", line(of.Rule), line(of.Scenarios[0]), line(sc.Repeat))
	}
	return fmt.Sprintf("\n%s\n  repeat    %s\n", sanitize(sc.Reason), line(sc.Repeat))
}

// junitRun holds the faults of the run itself.
func junitRun(r *Report) junitSuite {
	s := junitSuite{
		Name: "the run itself", Timestamp: junitStamp(r), Time: junitTime(0),
		Properties: []junitProperty{{"target", r.Identity.Target}},
	}
	for _, f := range r.Faults {
		if f.Scenario != "" && r.Fails(f) {
			continue // its case shows it
		}
		c := junitCase{Name: line(f.Kind + ": " + f.Says), Classname: "run." + line(f.Kind), Time: junitTime(0)}
		if r.Fails(f) {
			c.Error = &junitReason{Message: line(f.Message()), Type: line(f.Kind)}
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

func junitStamp(r *Report) string { return r.Identity.Started.UTC().Format("2006-01-02T15:04:05") }

func junitTime(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
