package serve

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// Unlisted is a code that the mock answers with for an operation, and that the operation's documents do not list with this
// status and message. That the service answers so is assumed; Source says where the code and its message are published.
type Unlisted struct {
	Operation, Code, Message string
	Status                   int
	Rule                     string // whose breach provokes it, without its operation; "" where no ledger has one
	Says                     string // the rule, or what provokes it
	Source                   string // of the answer
}

// UnlistedCodes are the unlisted codes of a ledger's operations and of the platform, in the order of the mock's table.
func UnlistedCodes(ledger *spec.Ledger, answers *fixtures.Answers) ([]Unlisted, error) {
	var all []Unlisted
	table := mock.Rules()
	for _, operation := range ledgers(ledger) {
		for _, r := range table.Rules {
			if cmp.Or(r.Action, spec.Platform) != operation {
				continue
			}
			answer, err := answers.Find(cmp.Or(r.Action, fixtures.Gateway), r.Outcome)
			if err != nil {
				return nil, err
			}
			one := Unlisted{Operation: operation, Status: answer.Status, Says: r.Says, Source: answer.Provenance.Ref + ", " + answer.Provenance.Date}
			if err := json.Unmarshal([]byte(answer.Body.String()), &one); err != nil {
				return nil, err
			}
			if rule := ledger.Rule(r.ID); rule != nil {
				one.Rule, one.Says = rule.Name, rule.Says
			}
			one.Code = strings.ReplaceAll(one.Code, "{{detail}}", cmp.Or(r.Limits.Name, "…"))
			one.Message = placeholder.ReplaceAllString(one.Message, "…")
			if !lists(ledger, operation, one) && !slices.Contains(all, one) {
				all = append(all, one)
			}
		}
	}
	return all, nil
}

// placeholder matches what the mock fills in for each call.
var placeholder = regexp.MustCompile(`\{\{[A-Za-z]+\}\}`)

// ledgers are the names of the operations, then the platform's.
func ledgers(l *spec.Ledger) []string {
	var names []string
	for _, o := range l.Operations {
		names = append(names, o.Name)
	}
	return append(names, spec.Platform)
}

// lists reports whether a document of an operation lists a code, under the same status and with the same words.
func lists(l *spec.Ledger, operation string, one Unlisted) bool {
	return slices.ContainsFunc(l.Rules, func(r *spec.Rule) bool {
		refusal := wire.Refusal{Message: one.Message}
		return r.Operation == operation && r.Fact.Code == one.Code && r.Fact.Status == one.Status && refusal.Reads(r.Fact.Message)
	})
}
