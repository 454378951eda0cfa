package serve

import (
	"errors"
	"sync"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/spec"
)

// built is what was built into the program. It is shared by all sites and never changed.
type built struct {
	account   *fixtures.Account
	inventory *target.Inventory
	answers   *fixtures.Answers
	refusals  *fixtures.Refusals
	ledger    *spec.Ledger
	table     mock.Table
}

// readBuilt reads it, the first time: a test may start many mocks.
var readBuilt = sync.OnceValues(func() (*built, error) {
	config, configErr := target.LoadMock(fixtures.Files)
	ledger, ledgerErr := spec.Load(spec.Files)
	if err := errors.Join(configErr, ledgerErr); err != nil {
		return nil, err
	}
	refusals, err := fixtures.LoadRefusals(fixtures.Files, config.Answers, documentedCodes(ledger))
	return &built{config.Account, config.Inventory, config.Answers, refusals, ledger, config.Table}, err
})

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
