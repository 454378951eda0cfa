package serve

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
	"github.com/slbconform/slbconform/spec"
)

// built is the account, inventory and answers that are embedded in the program. All sites share it; it is never changed.
type built struct {
	account   *fixtures.Account
	inventory *target.Inventory
	answers   *fixtures.Answers
}

// readBuilt reads them once: a test may start many mocks.
var readBuilt = sync.OnceValues(func() (*built, error) {
	config, err := mocktarget.Open(fixtures.Files)
	if err != nil {
		return nil, err
	}
	return &built{config.Account, config.Inventory, config.Answers}, nil
})

// readLedger reads the ledgers once, when something is logged, the page is shown or a refusal is ordered; starting a mock
// needs none.
var readLedger = sync.OnceValues(func() (*spec.Ledger, error) { return spec.Load(spec.Files) })

// readRefusals reads the refusals that may be ordered.
var readRefusals = sync.OnceValues(func() (*fixtures.Refusals, error) {
	built, builtErr := readBuilt()
	ledger, ledgerErr := readLedger()
	if err := errors.Join(builtErr, ledgerErr); err != nil {
		return nil, err
	}
	return fixtures.LoadRefusals(fixtures.Files, built.answers, documentedCodes(ledger))
})

// refusal is the answer with which an order refuses a call of an action. The error wraps fixtures.ErrNoAnswer.
func refusal(action, code string) (*fixtures.Answer, error) {
	refusals, err := readRefusals()
	if err != nil {
		return nil, err
	}
	return refusals.Find(action, code)
}

// documentedCodes are the codes of all ledgers.
func documentedCodes(l *spec.Ledger) []fixtures.Code {
	var codes []fixtures.Code
	for _, r := range l.Rules {
		if r.Fact.Code != "" {
			codes = append(codes, fixtures.Code{Code: r.Fact.Code, Status: r.Fact.Status, Message: r.Fact.Message})
		}
	}
	return codes
}

// refuse answers with a recorded outcome, without asking the mock.
func refuse(w http.ResponseWriter, answers *fixtures.Answers, action, outcome string) {
	answer, err := answers.Find(action, outcome)
	if err != nil {
		envelope(w, http.StatusInternalServerError, "InternalError", err.Error())
		return
	}
	give(w, answer, nil)
}

// give answers with values for the placeholders of a recorded answer; those without a value become empty.
func give(w http.ResponseWriter, answer *fixtures.Answer, values fixtures.Values) {
	all := fixtures.Values{"RequestId": mock.NewRequestID(), "detail": "", "CanonicalRequest": "", "AccountId": ""}
	maps.Copy(all, values)
	body, err := answer.Body.Render(all)
	if err != nil {
		envelope(w, http.StatusInternalServerError, "InternalError", err.Error())
		return
	}
	for name, value := range answer.Headers {
		w.Header().Set(name, value)
	}
	w.Header().Set(wire.MockHeader, "1")
	w.WriteHeader(answer.Status)
	_, _ = w.Write(body) // an error means that the client is gone
}

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
