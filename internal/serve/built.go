package serve

import (
	"errors"
	"maps"
	"net/http"
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
