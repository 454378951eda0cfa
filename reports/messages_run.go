package reports

import (
	"fmt"
	"strings"
	"time"

	messages "github.com/cucumber/messages/go/v34"
)

// scenario sends the messages of one scenario's run.
func (m *messenger) scenario(i int, s *Scenario) {
	run, now := fmt.Sprintf("run %d", i), s.Started
	m.send(messages.Envelope{TestCaseStarted: &messages.TestCaseStarted{Id: run, TestCaseId: caseID(i), Timestamp: stamp(now)}})
	failed := m.failing(s)
	for j := range s.Steps {
		step, id := &s.Steps[j], caseID(i)+stepID(i, j)
		m.send(messages.Envelope{TestStepStarted: &messages.TestStepStarted{TestCaseStartedId: run, TestStepId: id, Timestamp: stamp(now)}})
		result := &messages.TestStepResult{Status: cucumberStatus(s, step), Duration: &messages.Duration{Seconds: int64(step.Duration / time.Second), Nanos: int64(step.Duration % time.Second)}}
		if j == failed {
			result.Status, result.Message = messages.TestStepResultStatus_FAILED, m.blocks(s)
		}
		now = now.Add(step.Duration)
		m.send(messages.Envelope{TestStepFinished: &messages.TestStepFinished{TestCaseStartedId: run, TestStepId: id, TestStepResult: result, Timestamp: stamp(now)}})
	}
	m.attachments(run, s)
	m.send(messages.Envelope{TestCaseFinished: &messages.TestCaseFinished{TestCaseStartedId: run, Timestamp: stamp(s.Started.Add(s.Duration))}})
}

// failing is the index of the step that is reported as failed: the one that failed, or the last if the OpenAPI document found
// the contradiction; -1 when the scenario does not fail the run.
func (m *messenger) failing(s *Scenario) int {
	if !m.failed[s.ID] {
		return -1
	}
	for j := range s.Steps {
		if s.Steps[j].Status == "failed" {
			return j
		}
	}
	return len(s.Steps) - 1
}

// cucumberStatus is Cucumber's status for a step. It has none for a listed divergence, which is passed because it does not fail
// a run, nor for an undecided step, which is skipped.
func cucumberStatus(s *Scenario, step *Step) messages.TestStepResultStatus {
	switch {
	case step.Status == "passed", s.Verdict == Diverges && step.Status == "failed":
		return messages.TestStepResultStatus_PASSED
	}
	return messages.TestStepResultStatus_SKIPPED // the step that fails the run is marked by its caller
}

func (m *messenger) blocks(s *Scenario) string {
	var out strings.Builder
	for _, v := range s.Violations {
		out.WriteString(m.ix.contradiction(v))
	}
	return out.String()
}

func (m *messenger) attachments(run string, s *Scenario) {
	said := string(s.Verdict)
	if s.Reason != "" {
		said += ": " + s.Reason
	}
	m.attach(run, "text/x.cucumber.log+plain", sanitize(said))
	if s.Verdict.Held() {
		return // exchanges.har has its calls
	}
	if !m.failed[s.ID] && len(s.Violations) > 0 {
		m.attach(run, "text/plain", m.blocks(s))
	}
	for _, i := range s.Exchanges {
		if x := m.ix.exchange(i); x != nil {
			var b block
			b.exchange(x)
			m.attach(run, "text/plain", b.String())
		}
	}
}

func (m *messenger) attach(run, mediaType, body string) {
	m.send(messages.Envelope{Attachment: &messages.Attachment{
		Body: body, ContentEncoding: messages.AttachmentContentEncoding_IDENTITY, MediaType: mediaType, TestCaseStartedId: run,
	}})
}
