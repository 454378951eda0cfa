package serve

import (
	"errors"
	"sync"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/spec"
)

// built is what was built into the program. It is shared by all sites and never changed.
type built struct {
	account   *fixtures.Account
	inventory *target.Inventory
	answers   *fixtures.Answers
}

// readBuilt reads it, the first time: a test may start many mocks.
var readBuilt = sync.OnceValues(func() (*built, error) {
	config, err := mocktarget.Open(fixtures.Files)
	if err != nil {
		return nil, err
	}
	return &built{config.Account, config.Inventory, config.Answers}, nil
})

// readLedger reads the ledgers, for those who log, look at the page or order a refusal: a mock starts without.
var readLedger = sync.OnceValues(func() (*spec.Ledger, error) { return spec.Load(spec.Files) })

// readRefusals reads what may be ordered.
var readRefusals = sync.OnceValues(func() (*fixtures.Refusals, error) {
	built, builtErr := readBuilt()
	ledger, ledgerErr := readLedger()
	if err := errors.Join(builtErr, ledgerErr); err != nil {
		return nil, err
	}
	return fixtures.LoadRefusals(fixtures.Files, built.answers, documentedCodes(ledger))
})

// refusal is the answer that an order refuses a call of an action with.
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
