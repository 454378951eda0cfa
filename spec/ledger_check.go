package spec

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
)

func (r *Rule) fillIn() {
	r.Origin, r.Observable, r.Live = cmp.Or(r.Origin, OriginPage), cmp.Or(r.Observable, "yes"), cmp.Or(r.Live, "free")
	if r.TextFile == "" {
		r.TextFile, r.TextLine = r.File, r.Line
	}
}

var ruleID = regexp.MustCompile(`^(error(\.[A-Za-z0-9]+)+|[a-z0-9]+([.-][a-z0-9]+)+)$`)

// problems lists what is wrong with a rule by itself.
func (r *Rule) problems() []string {
	var p []string
	add := func(format string, args ...any) { p = append(p, fmt.Sprintf(format, args...)) }

	if !ruleID.MatchString(r.Name) {
		add("the id must be lower case and dotted, or error.<Code>")
	}
	if r.Says == "" {
		add("says is empty: what does the rule promise, in our words?")
	}
	if !slices.Contains(kinds(), string(r.Kind)) {
		add("kind %q is not known%s", r.Kind, nearest.Hint(string(r.Kind), kinds()))
	}
	if !slices.Contains([]Origin{OriginPage, OriginPlatform, OriginField}, r.Origin) {
		add("origin %q is not known: page, platform or field", r.Origin)
	}
	if r.Origin != OriginPage && r.Source == "" && r.Basis != Known {
		add("a rule that is not in a document needs a source")
	}
	p = append(p, r.basisProblems()...)
	if r.Observable != "yes" && !strings.HasPrefix(r.Observable, "no, because ") {
		add("observable must be yes, or \"no, because …\" with the reason")
	}
	if r.Live != "free" && r.Live != "race" && !strings.HasPrefix(r.Live, "needs ") && !strings.HasPrefix(r.Live, "never, because ") {
		add("live must be free, race, \"needs <role>\", or \"never, because …\"")
	}
	if r.Checks != "" && !slices.Contains(checks(), r.Checks) {
		add("checks %q is not known; there are: %q", r.Checks, checks())
	}
	if r.OfCall && r.Kind != "error" {
		add("of_call is for error rules: it says that the code speaks of the call")
	}
	for _, side := range slices.Sorted(maps.Keys(r.Echo)) {
		if sides := []string{"request", "answer", "read", "again"}; !slices.Contains(sides, side) {
			add("echo has no side %q: request, answer, read or again%s", side, nearest.Hint(side, sides))
		}
	}
	return append(append(p, r.factProblems()...), r.unsaid()...)
}

// inWords are the numbers from 0 that a sentence may spell out.
func inWords() []string {
	return strings.Fields("zero one two three four five six seven eight nine ten eleven twelve")
}

// unsaid lists the bounds and the default of the fact that the sentence does not have. That something is at least 0 or 1 goes
// without saying, and a default of true or false is said by its effect.
func (r *Rule) unsaid() []string {
	var p []string
	need := func(field, value string) {
		either := regexp.QuoteMeta(value)
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < len(inWords()) {
			either += "|" + inWords()[n]
		}
		if !regexp.MustCompile(`(?i)(^|[^\w.])(` + either + `)([^\w]|$)`).MatchString(r.Says) {
			p = append(p, fmt.Sprintf("fact.%s is %s, and the sentence does not say it: %q", field, value, r.Says))
		}
	}
	if low := r.Fact.Min; low != nil && *low != 0 && *low != 1 {
		need("min", strings.TrimPrefix(strconv.Itoa(*low), "-"))
	}
	if high := r.Fact.Max; high != nil {
		need("max", strconv.Itoa(*high))
	}
	if value := r.Fact.Default; value != nil && *value != "true" && *value != "false" {
		need("default", *value)
	}
	return p
}

// unknownBases names each basis that there is not. A shared rule leaves its own to those that share it, or has one.
func (r *Rule) unknownBases(need bool) []string {
	var p []string
	for _, b := range []struct {
		field string
		basis Basis
		need  bool
	}{{"basis", r.Basis, need}, {"cause.basis", r.Cause.Basis, r.Kind == "error" && r.Cause.Says != ""}} {
		if (b.need || b.basis != "") && !slices.Contains(Bases(), b.basis) {
			p = append(p, fmt.Sprintf("%s %q is not known: stated, inferred, known or assumed", b.field, b.basis))
		}
	}
	return p
}

// basisProblems says what is wrong with why a rule is believed.
func (r *Rule) basisProblems() []string {
	p := r.unknownBases(true)
	switch {
	case r.Basis == Stated && !r.InDocument(), r.Basis == Inferred && !r.InDocument() && len(r.From) == 0:
		p = append(p, fmt.Sprintf("its basis is %s, and it points to no statement of a document", r.Basis))
	case len(r.From) > 0 && r.Basis != Inferred:
		p = append(p, fmt.Sprintf("its basis is %s, and what follows from other rules is inferred", r.Basis))
	case r.Basis == Known && !published.MatchString(r.Source):
		p = append(p, "its basis is known, and source does not say where it was published: docs/sources.md#…, or an RFC")
	case r.Cause.Basis == Known && !published.MatchString(r.Cause.Source):
		p = append(p, "the basis of its cause is known, and cause.source does not say where it was published: docs/sources.md#…, or an RFC")
	}
	return p
}

// published matches a public source.
var published = regexp.MustCompile(`^docs/sources\.md#[a-z0-9-]+$|\bRFC \d+`)

// factProblems lists the facts that the rule's kind needs and the rule does not have.
func (r *Rule) factProblems() []string {
	f := r.Fact
	need := func(present bool, what string) []string {
		if present {
			return nil
		}
		return []string{fmt.Sprintf("a rule of kind %s needs %s", r.Kind, what)}
	}
	switch r.Kind {
	case "range", "length":
		return need(f.Min != nil && f.Max != nil && *f.Min <= *f.Max, "fact.min and fact.max, the smaller first")
	case "limit":
		return need(f.Max != nil, "fact.max")
	case "sample":
		return need(f.Sample != "", "fact.sample, a file of the samples in fixtures")
	case "error":
		return append(need(f.Code != "" && f.Message != "" && f.Status >= 400 && f.Status < 600, "fact.status, fact.code and fact.message"),
			append(need(r.Name == "error."+f.Code, "the id error."+f.Code+", after its fact.code"), need(r.Cause.Says != "", "cause.says")...)...)
	}
	return nil
}
