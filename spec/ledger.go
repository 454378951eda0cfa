// Package spec holds what the documentation page promises: the ledger of rules (rules.yaml), the OpenAPI
// document that checks raw exchanges (openapi.yaml), the lock of the page's statements (page.lock) and the
// listed divergences (divergences.yaml). It loads them, holds them against each other, and attributes what an
// exchange violates to rules.
package spec

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// Files are the files of this folder as they were when the program was built.
//
//go:embed *.yaml
var Files embed.FS

// Ledger is all rules, in the order of the page.
type Ledger struct {
	Page     PageID     `yaml:"page"`
	Rules    []Rule     `yaml:"rules"`
	SetAside []SetAside `yaml:"set_aside"`

	byID map[string]int
}

// PageID says which page the ledger was read from.
type PageID struct {
	Title   string `yaml:"title"`   // the operation
	Product string `yaml:"product"` // as the page's title line names it
	Version string `yaml:"version"` // the API version the operation belongs to
	Updated string `yaml:"updated"` // the page's own date, YYYY-MM-DD
}

// Pointer names one statement of the page: its section, its path within the section and the hash of its
// normalised text (package internal/document computes it).
type Pointer struct {
	Section   string `yaml:"section"`
	Path      string `yaml:"path"`
	Statement string `yaml:"statement"`
}

// SetAside is a statement that promises nothing a call could show, with the reason.
type SetAside struct {
	Pointer `yaml:",inline"`
	Reason  string `yaml:"reason"`
}

// Origin says who makes the promise.
type Origin string

// The origins: the page itself, the gateway and the common error tables, or clients seen in production.
const (
	OriginPage     Origin = "page"
	OriginPlatform Origin = "platform"
	OriginField    Origin = "field"
)

// Kind says what sort of promise a rule is; mutants are generated from it.
type Kind string

// Kinds lists every kind a rule may have.
func Kinds() []string {
	return []string{"required", "type", "range", "default", "length", "alphabet", "values", "limit",
		"precondition", "sample", "member", "error", "authorization", "effect", "signature", "tolerance"}
}

// Rule is one thing that is promised.
type Rule struct {
	ID         string    `yaml:"id"`         // lower case, dotted; error.<Code> for error codes; never reused
	Says       string    `yaml:"says"`       // our words
	Page       []Pointer `yaml:"page"`       // the statements it comes from; empty unless the origin is the page
	Origin     Origin    `yaml:"origin"`     // page when left out
	Source     string    `yaml:"source"`     // where a rule that is not on the page comes from
	Kind       Kind      `yaml:"kind"`       //
	Fact       Fact      `yaml:"fact"`       // compared with the page by value
	Codes      []string  `yaml:"codes"`      // error codes the page names for it; none: any well-formed refusal conforms
	Cause      Cause     `yaml:"cause"`      // error rules: how the code is provoked
	Borrows    []string  `yaml:"borrows"`    // rules that its scenarios break on purpose, to look at what comes of it
	Observable string    `yaml:"observable"` // "yes" when left out, or "no, because …"
	Live       string    `yaml:"live"`       // "free" when left out, "needs <role>", "race", or "never, because …"
	Note       string    `yaml:"note"`       // where the page is silent or contradicts itself

	Line int `yaml:"-"` // where the rule stands in rules.yaml
}

// Fact is the typed content of a rule, as far as its kind has one. Fields that a kind does not use stay empty.
type Fact struct {
	Name        string   `yaml:"name,omitempty"`        // of the parameter or member
	Type        string   `yaml:"type,omitempty"`        // as the page writes it: string, integer, object, array<object>
	Required    *bool    `yaml:"required,omitempty"`    //
	Min         *int     `yaml:"min,omitempty"`         // range, length: lowest accepted
	Max         *int     `yaml:"max,omitempty"`         // range, length, limit: highest accepted
	Default     *string  `yaml:"default,omitempty"`     //
	Values      []string `yaml:"values,omitempty"`      //
	Classes     []string `yaml:"classes,omitempty"`     // alphabet: letters, digits
	Characters  string   `yaml:"characters,omitempty"`  // alphabet: single characters
	Sample      string   `yaml:"sample,omitempty"`      // file in fixtures/samples
	Status      int      `yaml:"status,omitempty"`      // error: HTTP status
	Code        string   `yaml:"code,omitempty"`        // error
	Message     string   `yaml:"message,omitempty"`     // error: %s stands for any text that is not empty
	Description string   `yaml:"description,omitempty"` // error: the table's last column
	Action      string   `yaml:"action,omitempty"`      // authorization
	Level       string   `yaml:"level,omitempty"`       // authorization
	Resource    string   `yaml:"resource,omitempty"`    // authorization
	ARN         string   `yaml:"arn,omitempty"`         // authorization
	Conditions  []string `yaml:"conditions,omitempty"`  // authorization: condition keys
	Dependent   []string `yaml:"dependent,omitempty"`   // authorization: actions that must be granted along
}

// Cause says how an error code is provoked. Inferred causes are ours: the page does not give them.
type Cause struct {
	Says     string `yaml:"says"`
	Inferred bool   `yaml:"inferred"`
	ByName   bool   `yaml:"by_name"` // nothing causes it; the mock ties it to a named resource
	Source   string `yaml:"source"`
}

// Testable reports whether an exchange can show that the rule holds; if not, why is the reason.
func (r *Rule) Testable() (ok bool, why string) {
	if r.Observable == "yes" {
		return true, ""
	}
	return false, strings.TrimPrefix(r.Observable, "no, because ")
}

// Load reads rules.yaml from files and checks it as far as that needs no other file. All mistakes are reported,
// joined; each is a *strictyaml.Error with file and line.
func Load(files fs.FS) (*Ledger, error) {
	const name, shown = "rules.yaml", "spec/rules.yaml"
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", shown, err)
	}
	return Read(data, shown)
}

// Read is Load for a ledger that is already in memory; shown is its name in errors.
func Read(data []byte, shown string) (*Ledger, error) {
	var l Ledger
	if err := strictyaml.Read(data, shown, &l); err != nil {
		return nil, err
	}
	if err := l.locate(data, shown); err != nil {
		return nil, err
	}
	return &l, nil
}

// Rule returns the rule with the id, or nil.
func (l *Ledger) Rule(id string) *Rule {
	if i, ok := l.byID[id]; ok {
		return &l.Rules[i]
	}
	return nil
}

// IDs returns the ids of all rules, in the order of the ledger.
func (l *Ledger) IDs() []string {
	ids := make([]string, len(l.Rules))
	for i, r := range l.Rules {
		ids[i] = r.ID
	}
	return ids
}

// Hint is the end of an error sentence about an unknown rule id.
func (l *Ledger) Hint(id string) string { return nearest.Hint(id, l.IDs()) }

// RulesOfCode returns the rules a refusal with the documented code speaks of: error.<code> and those that name
// the code. It is empty when the page does not list the code.
func (l *Ledger) RulesOfCode(code string) []string {
	var ids []string
	for _, r := range l.Rules {
		if r.Fact.Code == code || slices.Contains(r.Codes, code) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func (l *Ledger) locate(data []byte, shown string) error {
	lines := ruleLines(data)
	l.byID = map[string]int{}
	var errs []error
	for i := range l.Rules {
		r := &l.Rules[i]
		if i < len(lines) {
			r.Line = lines[i]
		}
		r.fillIn()
		if first, twice := l.byID[r.ID]; twice {
			errs = append(errs, strictyaml.Errorf(shown, r.Line, "rule id %q stands twice, first on line %d; ids are never reused", r.ID, l.Rules[first].Line))
			continue
		}
		l.byID[r.ID] = i
		for _, problem := range r.problems() {
			errs = append(errs, strictyaml.Errorf(shown, r.Line, "rule %q: %s", r.ID, problem))
		}
	}
	return errors.Join(errs...)
}
