// Package proof shows that every check can fail: it breaks the mock in one place after the other and holds that the
// features notice, name the right rule, and say so by a sentence or by a node of the document.
package proof

import (
	"fmt"
	"strings"

	"github.com/slbconform/slbconform/internal/run"
)

// Mutant is the mock with exactly one rule broken.
type Mutant struct {
	Rule string   // id of the broken rule
	By   string   // name of the generator that made it
	How  string   // what is wrong with the server, in a few words
	Also []string // rules that cannot stay whole when this one breaks so

	alter func(*server)
}

// String names the mutant in messages.
func (m *Mutant) String() string { return m.Rule + ": " + m.How }

// breaks says whether the mutant leaves a rule intact.
func (m *Mutant) breaks(rule string) bool {
	if rule == m.Rule {
		return true
	}
	for _, also := range m.Also {
		if rule == also || strings.HasSuffix(also, "*") && strings.HasPrefix(rule, strings.TrimSuffix(also, "*")) {
			return true
		}
	}
	return false
}

// Unreached is the error of a mutant that no scenario met: it answered every call as the whole mock does.
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
