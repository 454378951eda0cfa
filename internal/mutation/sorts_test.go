package mutation

import (
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/spec"
)

// Sort is one sort of mutants.
type Sort struct {
	Name   string
	Make   func(*Generator, *spec.Rule) []*Mutant // none for a rule that it has nothing to say of
	Named  bool                                   // made only for rules whose entry in the ledger names it, under broken_by
	Lawful bool                                   // a service may be so, where no document states the rule
	Alike  bool                                   // the same server for every rule of an operation
	Shows  bool                                   // what comes back is other than what was asked for, whichever rule is broken
}

// Sorts are all of them: those of this package, and those that belong to one operation.
func Sorts() []Sort {
	all := slices.Concat(byRule(), byName(), refusals(), skipping())
	for _, o := range operations() {
		all = append(all, o.Sorts...)
	}
	return all
}

// only makes the same mutants of every rule.
func only(all ...*Mutant) func(*Generator, *spec.Rule) []*Mutant {
	return func(*Generator, *spec.Rule) []*Mutant {
		copies := make([]*Mutant, len(all))
		for i, m := range all {
			one := *m
			copies[i] = &one
		}
		return copies
	}
}

// makes reports whether mutants of the sort are made of a rule. Where the ledger names sorts, only those are.
func (s Sort) makes(r *spec.Rule) bool {
	if len(r.BrokenBy) > 0 {
		return slices.Contains(r.BrokenBy, s.Name)
	}
	return !s.Named
}

// byRule are the sorts that follow from a rule's kind and fact, from the mock's table and from the document.
func byRule() []Sort {
	return []Sort{
		{Name: neverFires, Make: (*Generator).neverFires, Lawful: true},
		{Name: oneStepOff, Make: (*Generator).oneStepOff, Lawful: true},
		{Name: oneElementOff, Make: (*Generator).oneElementOff, Lawful: true},
		{Name: stricter, Make: (*Generator).stricter, Lawful: true},
		{Name: refusesIt, Make: (*Generator).refusesIt, Alike: true},
		{Name: anotherCode, Make: (*Generator).anotherCode},
		{Name: anotherStatus, Make: (*Generator).anotherStatus},
		{Name: anotherMessage, Make: (*Generator).anotherMessage},
		{Name: refusedApplied, Make: (*Generator).refusedApplied},
		{Name: notApplied, Make: (*Generator).notApplied, Alike: true, Shows: true},
		{Name: storedOtherwise, Make: (*Generator).storedOtherwise, Alike: true, Shows: true},
		{Name: oneForAll, Make: (*Generator).oneForAll, Alike: true, Shows: true},
		{Name: trimmed, Make: (*Generator).trimmed, Shows: true},
		{Name: ignoresIt, Make: (*Generator).ignoresIt, Shows: true},
		{Name: anotherDefault, Make: (*Generator).anotherDefault},
		{Name: wrongAnswer, Make: (*Generator).wrongAnswer, Alike: true, Shows: true},
	}
}

// byName are the sorts that a rule names.
func byName() []Sort {
	return []Sort{
		{Name: "changes others", Make: only(changesOthers()...), Named: true, Shows: true},
		{Name: "adds where the list is empty", Make: only(addsForNothing()), Named: true},
		{Name: "applies a refused call in part", Make: only(appliesInPart()...), Named: true},
		{Name: "lists others", Make: only(listsOthers()...), Named: true, Shows: true},
		{Name: "answers others", Make: only(answersOthers()...), Named: true, Shows: true},
		{Name: "changes all groups", Make: only(appliesToAllGroups()), Named: true, Shows: true},
		{Name: "lets another duplicate count", Named: true, Lawful: true, Make: only(
			optioned("lets the last of two equal ones count", serverTwice, func(o *mock.Options) { o.DuplicatesInCall = mock.Updated }),
			optioned("adds both of two equal ones", serverTwice, func(o *mock.Options) { o.DuplicatesInCall, o.DuplicatesInGroup = mock.Both, mock.Both }))},
		{Name: "lets the first key count", Named: true, Shows: true, Lawful: true, Make: only(
			optioned("lets the first of two equal members count", keyTwice, func(o *mock.Options) { o.FirstKeyCounts = true }))},
		{Name: "invents a description", Named: true, Make: only(
			inventsDescription("invents a description", "invented"), inventsDescription("lists an empty description", ""))},
		{Name: "answers with addresses", Make: answersWithAddresses, Named: true, Lawful: true},
		{Name: "holds one batch", Make: only(changing("keeps 20 backend servers of a group at most", holdsOneBatch)), Named: true, Shows: true},
		{Name: "counts the group", Make: only(refusing("counts what the group has already", mock.StageState, countsTheGroup)), Named: true, Lawful: true},
		{Name: "refuses an odd Type", Make: only(refusingItems("refuses a Type that does not exist", oddType)), Named: true, Lawful: true},
		{Name: "refuses what has no Port", Make: only(refusingItems("refuses a backend server without a Port", lacks("Port"))), Named: true, Lawful: true},
		{Name: "refused but changed beside", Make: only(renaming("renames the group where it refuses a call", refusedInGroup), dropsTags("refused", refusedInGroup)), Named: true},
		{Name: "changes beside the backend servers", Make: only(renaming("renames the group where its backend servers change", groupChanged), dropsTags("changed backend servers by", groupChanged)), Named: true, Lawful: true},
		{Name: "keeps what the server had", Make: only(keepsOfServer()...), Named: true, Shows: true},
		{Name: "ignores the member", Make: ignoresTheMember, Named: true, Shows: true},
		{Name: "keeps the first letters", Make: (*Generator).keepsFirstLetters, Named: true, Shows: true},
		{Name: "keeps small letters", Make: (*Generator).keepsSmallLetters, Named: true, Shows: true},
		{Name: "exchanges values", Make: exchangesValues, Named: true, Shows: true},
		{Name: "changes another group", Make: only(changesLatest()), Named: true, Shows: true},
		{Name: "lists everything twice", Make: only(listsAgain()...), Named: true, Lawful: true},
		{Name: "repeats request ids", Make: only(repeatsRequestID(2), repeatsRequestID(1000)), Named: true},
		{Name: "hides refusals from the SDK", Make: hidesRefusals, Named: true},
		{Name: "confuses the SDK", Make: confusesTheSDK, Named: true, Alike: true, Shows: true},
	}
}

// The names of the sorts that follow from a rule.
const (
	neverFires      = "never fires"
	oneStepOff      = "one step off"
	oneElementOff   = "one element off"
	stricter        = "stricter"
	refusesIt       = "refuses it"
	anotherCode     = "another code"
	anotherStatus   = "another status"
	anotherMessage  = "another message"
	refusedApplied  = "refused but applied"
	notApplied      = "accepted but not applied"
	storedOtherwise = "stored otherwise"
	oneForAll       = "one value for all"
	trimmed         = "kept trimmed"
	ignoresIt       = "ignores it"
	anotherDefault  = "another default"
	wrongAnswer     = "wrong answer"
)
