// Package mutation shows that every check can fail: it breaks the mock in one place after the other and holds that the
// features notice, name the right rule, and say so by a sentence or by a node of the document. It also shows that they
// say no more than the documents do: of a mock that does the other lawful thing, and of an inventory that is wrong.
package mutation

import (
	"fmt"
	"slices"

	"github.com/slbconform/slbconform/internal/run"
)

// Mutant is the mock with exactly one rule broken.
type Mutant struct {
	Rule string   // full id of the broken rule
	Sort string   // name of the sort that made it
	How  string   // what is wrong with the server, in a few words
	Also []string // full ids of rules that cannot hold either when this one breaks so

	quiet   bool // the document says nothing of it: only a sentence can notice
	alter   func(*mutated)
	reaches map[string]bool // ids of the scenarios that make a call which may be answered otherwise
}

// String names the mutant in messages.
func (m *Mutant) String() string { return m.Rule + ": " + m.How }

// breaks reports whether the mutant may be blamed on a rule.
func (m *Mutant) breaks(rule string) bool { return rule == m.Rule || slices.Contains(m.Also, rule) }

// Unreached is the error of a mutant that no scenario met: it answered every call as the intact mock does.
type Unreached struct {
	Mutant *Mutant
	Saw    string // what the run said
}

// Error says which mutant, and what would help.
func (e *Unreached) Error() string {
	return fmt.Sprintf("mutant not reached: %s: no scenario of %s makes a call that would show it; %s", e.Mutant, e.Mutant.Rule, e.Saw)
}

// Survived is the error of a mutant whose scenarios met it and did not blame its rule.
type Survived struct {
	Mutant *Mutant
	Saw    string // what the run said instead
}

// Error says which mutant survived.
func (e *Survived) Error() string {
	return fmt.Sprintf("mutant survived: %s: no sentence and no node of the document blames %s; %s", e.Mutant, e.Mutant.Rule, e.Saw)
}

// Blamed is the error of a mutant that was blamed on a rule which it leaves intact.
type Blamed struct {
	Mutant *Mutant
	On     []run.Violation
}

// Error names the rule that was blamed, and where.
func (e *Blamed) Error() string {
	v := e.On[0]
	return fmt.Sprintf("mutant blamed wrongly: %s: blamed on %s, which it leaves intact: expected %s, got %s", e.Mutant, v.Rule, v.Expected, v.Got)
}

// Broken is the error of a mutant whose run was at fault itself.
type Broken struct {
	Mutant *Mutant
	Fault  string
}

// Error says what went wrong.
func (e *Broken) Error() string {
	return fmt.Sprintf("run broken by a mutant: %s: %s", e.Mutant, e.Fault)
}
