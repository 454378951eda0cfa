package reports

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	messages "github.com/cucumber/messages/go/v34"
)

// writeMessages writes the run as Cucumber Messages, one JSON document a line, for tools that read that format. Scenarios have
// their values put in; verdict, reason and exchanges, for which the format has no field, are attachments.
func writeMessages(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	m := messenger{r: r, ix: newIndex(r), failed: r.Failed(), w: out}
	m.meta()
	m.documents()
	m.pickles()
	m.send(messages.Envelope{TestRunStarted: &messages.TestRunStarted{Timestamp: stamp(r.Identity.Started)}})
	for i := range r.Scenarios {
		m.scenario(i, &r.Scenarios[i])
	}
	m.send(messages.Envelope{TestRunFinished: &messages.TestRunFinished{
		Success: !slices.ContainsFunc(r.Scenarios, func(s Scenario) bool { return m.failed[s.ID] }), Timestamp: stamp(r.Identity.Started.Add(r.Identity.Duration)), Message: r.Headline,
	}})
	if m.err != nil {
		return m.err
	}
	return out.Flush()
}

type messenger struct {
	r      *Report
	ix     *index
	failed map[string]bool // scenarios that fail the run
	w      *bufio.Writer
	err    error // the first one
}

// send writes one message.
func (m *messenger) send(e messages.Envelope) {
	if m.err != nil {
		return
	}
	data, err := json.Marshal(e)
	if err != nil {
		m.err = err
		return
	}
	_, m.err = m.w.Write(append(plainJSON(data), '\n'))
}

func (m *messenger) meta() {
	product := func(name, version string) *messages.Product { return &messages.Product{Name: name, Version: version} }
	m.send(messages.Envelope{Meta: &messages.Meta{
		ProtocolVersion: "21.0.1", Implementation: product("slbconform", m.r.Identity.Module),
		Runtime: product("go", m.r.Identity.Go), Os: product("unknown", ""), Cpu: product("unknown", ""),
	}})
}

// documents sends the features, rebuilt from the report's scenarios.
func (m *messenger) documents() {
	var files []string
	features := map[string]*messages.Feature{}
	for i := range m.r.Scenarios {
		s := &m.r.Scenarios[i]
		f := features[s.File]
		if f == nil {
			f = &messages.Feature{Location: at(1), Language: "en", Keyword: "Feature", Name: s.Feature, Tags: []*messages.Tag{}}
			features[s.File], files = f, append(files, s.File)
		}
		rule := m.ruleOf(f, s)
		rule.Children = append(rule.Children, &messages.RuleChild{Scenario: scenarioNode(i, s)})
	}
	for _, file := range files {
		m.send(messages.Envelope{GherkinDocument: &messages.GherkinDocument{Uri: file, Feature: features[file], Comments: []*messages.Comment{}}})
	}
}

func (m *messenger) ruleOf(f *messages.Feature, s *Scenario) *messages.Rule {
	i := slices.IndexFunc(f.Children, func(c *messages.FeatureChild) bool { return c.Rule.Id == s.Rule })
	if i >= 0 {
		return f.Children[i].Rule
	}
	name := s.Rule
	if rule := m.ix.rules[s.Rule]; rule != nil {
		name = rule.Says
	}
	rule := &messages.Rule{Id: s.Rule, Location: at(s.Line), Keyword: "Rule", Name: name, Tags: []*messages.Tag{}}
	for _, name := range tags(s) {
		rule.Tags = append(rule.Tags, &messages.Tag{Id: tagID(s.Rule, name), Name: name, Location: at(s.Line)})
	}
	f.Children = append(f.Children, &messages.FeatureChild{Rule: rule})
	return rule
}

func scenarioNode(i int, s *Scenario) *messages.Scenario {
	node := &messages.Scenario{
		Id: nodeID(i), Location: at(s.Line), Keyword: "Scenario", Name: s.Name,
		Tags: []*messages.Tag{}, Steps: []*messages.Step{}, Examples: []*messages.Examples{},
	}
	for j, step := range s.Steps {
		n := &messages.Step{Id: stepID(i, j), Location: at(step.Line), Keyword: step.Keyword + " ", Text: step.Text}
		if step.Argument != "" {
			n.DocString = &messages.DocString{Location: at(step.Line + 1), Content: step.Argument, Delimiter: `"""`}
		}
		node.Steps = append(node.Steps, n)
	}
	return node
}

func (m *messenger) pickles() {
	for i := range m.r.Scenarios {
		s := &m.r.Scenarios[i]
		p := &messages.Pickle{Id: pickleID(i), Uri: s.File, Name: s.Name, Language: "en", AstNodeIds: []string{nodeID(i)}, Steps: []*messages.PickleStep{}}
		for _, name := range tags(s) {
			p.Tags = append(p.Tags, &messages.PickleTag{Name: name, AstNodeId: tagID(s.Rule, name)})
		}
		c := &messages.TestCase{Id: caseID(i), PickleId: pickleID(i), TestSteps: []*messages.TestStep{}}
		for j, step := range s.Steps {
			ps := &messages.PickleStep{Id: pickleID(i) + stepID(i, j), Text: step.Text, AstNodeIds: []string{stepID(i, j)}}
			if step.Argument != "" {
				ps.Argument = &messages.PickleStepArgument{DocString: &messages.PickleDocString{Content: step.Argument}}
			}
			p.Steps = append(p.Steps, ps)
			c.TestSteps = append(c.TestSteps, &messages.TestStep{Id: caseID(i) + stepID(i, j), PickleStepId: ps.Id})
		}
		m.send(messages.Envelope{Pickle: p})
		m.send(messages.Envelope{TestCase: c})
	}
}

// tags are the operation of a scenario and the tag of its rule. The operation is a tag because the file of a shared feature
// does not name it.
func tags(s *Scenario) []string {
	_, rule := splitID(s.Rule)
	return []string{"@" + s.Operation, "@" + rule}
}

func at(line int) *messages.Location { return &messages.Location{Line: int64(line), Column: 1} }

func nodeID(i int) string            { return fmt.Sprintf("scenario %d", i) }
func stepID(i, j int) string         { return fmt.Sprintf("step %d.%d", i, j) }
func pickleID(i int) string          { return fmt.Sprintf("pickle %d ", i) }
func tagID(rule, name string) string { return "tag " + rule + " " + name }
func caseID(i int) string            { return fmt.Sprintf("case %d ", i) }

func stamp(t time.Time) *messages.Timestamp {
	if t.IsZero() {
		return &messages.Timestamp{}
	}
	return &messages.Timestamp{Seconds: t.Unix(), Nanos: int64(t.Nanosecond())}
}
