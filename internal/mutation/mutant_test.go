package mutation

import "slices"

// Mutant is the mock altered in one place. Mostly one rule is broken by it. Otherwise it is a lawful variant, the
// counterpart: it keeps every rule that a document states, and does the other thing where they are silent, so that nothing
// stated may be called violated because of it.
type Mutant struct {
	Rule string   // full id of the broken rule; "" of a variant that follows from no rule
	Sort string   // name of the sort that made it
	How  string   // what is wrong with the server, in a few words
	Also []string // full ids of rules that cannot hold either when this one breaks so

	keeps   string // the member that alone is kept otherwise, and shows where a group is read; "" of any other mutant
	without string // the value, or the kind of server, that it does without; "" of any other mutant
	kept    bool   // of a variant: it keeps every rule, whatever its basis, and nothing is to be said of it
	open    bool   // of a variant: it is judged as a service is, where the mock would contradict
	quiet   bool   // the document says nothing of it: only a sentence can notice
	alter   func(*mutated)
	reaches map[string]bool // ids of the scenarios that make a call which may be answered otherwise
}

// String names the mutant in messages.
func (m *Mutant) String() string { return m.Rule + ": " + m.How }

// breaks reports whether the mutant may be blamed on a rule.
func (m *Mutant) breaks(rule string) bool { return rule == m.Rule || slices.Contains(m.Also, rule) }
