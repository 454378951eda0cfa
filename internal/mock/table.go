// Package mock is a small stateful reference implementation of what the page documents: the operation itself and
// the sibling operations that set-up and read-back need. It plays the account of package fixtures and answers with
// the answers recorded there.
//
// What it refuses is a table of rules in stages (Rules); what it does besides is Effects. Both are data, so that a
// mutant is a copy with one thing changed. The mock knows nothing of the ledger but the ids, and nothing of the
// features at all.
package mock

// Stage is when a rule is looked at. All rules of a stage are evaluated; the first that is broken, in the order of
// the table, gives the answer, and later stages are not reached.
type Stage int

// The stages, in order.
const (
	StageGateway Stage = iota // who calls, what and how; of every action
	StageParse                // the parameters
	StageElement              // each backend server by itself
	StageLookup               // what the ids lead to
	StageState                // what stands in the way of the change
)

// Rule is one entry of the table. A ledger id may have several entries.
type Rule struct {
	ID      string // in the ledger
	Also    string // another ledger id that states the same promise; "" is none
	Stage   Stage
	Outcome string // the recorded answer to a call that breaks the rule
	Limits  Limits
	// Breaks says whether a call breaks the rule, and what fills {{detail}} in the answer. It changes nothing, and
	// copes with a call whose earlier checks were switched off.
	Breaks func(*Call, Limits) (detail string, broken bool)
}

// Limits are the figures and sets of a rule. Only those its predicate looks at are filled.
type Limits struct {
	Name       string   // of the parameter or member that is meant
	Required   bool     // the rule insists on it; false for a rule that says a thing may be left out
	Tolerated  bool     // the rule lets pass what it is about; false makes it refuse
	Min, Max   int      // both are still allowed
	Values     []string // what is allowed
	Classes    []string // of characters: letters, digits
	Characters string   // allowed besides the classes
}

// Table is all that a mutant can change about the mock, apart from its answers.
type Table struct {
	Rules   []Rule
	Effects Effects
}

// Rules is the table that follows the documentation: a fresh copy, free to be altered.
func Rules() Table {
	var rules []Rule
	rules = append(rules, gatewayRules()...)
	rules = append(rules, parseRules()...)
	rules = append(rules, elementRules()...)
	rules = append(rules, toleranceRules()...)
	rules = append(rules, lookupRules()...)
	rules = append(rules, stateRules()...)
	return Table{Rules: rules, Effects: DefaultEffects()}
}

// Entries are the positions in Rules of the entries of a ledger id.
func (t Table) Entries(id string) []int {
	var at []int
	for i, r := range t.Rules {
		if r.ID == id || r.Also == id {
			at = append(at, i)
		}
	}
	return at
}
