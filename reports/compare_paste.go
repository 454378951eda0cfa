package reports

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// Paste is an entry for a file of the project that somebody reviews and puts there, or not.
type Paste struct {
	Title string // where it belongs
	Text  string // YAML
}

// listed is an entry of an operation's divergences.yaml.
type listed struct {
	Rule     string   `yaml:"rule"`
	Target   string   `yaml:"target"`
	Region   string   `yaml:"region"`
	Reason   string   `yaml:"reason"`
	Evidence evidence `yaml:"evidence,flow"`
	Since    string   `yaml:"since"`
	Expires  string   `yaml:"expires"`
	Issue    string   `yaml:"issue"`
}

type evidence struct {
	Status int    `yaml:"status,omitempty"`
	Code   string `yaml:"code,omitempty"`
	Where  string `yaml:"where,omitempty"`
	Got    string `yaml:"got,omitempty"`
}

// note is what a rule of a ledger gets.
type note struct {
	ID   string `yaml:"id"`
	Note string `yaml:"note"`
}

// Paste is, for each operation, an entry for its divergences.yaml for each rule that the service newly contradicts, and a
// ledger note for each finding that came. A contradiction of the mock is no divergence: the mock is to be mended.
func (c *Comparison) Paste() []Paste {
	var out []Paste
	out = appendPastes(out, c.divergences(), "to review, and to paste into spec/%s/divergences.yaml when the service is what it is:")
	return appendPastes(out, c.notes(), "to review, and to note in spec/%[1]s/rules.yaml (and declare in spec/%[1]s/openapi.yaml, x-origin: field) when it stays:")
}

// pasted are entries by the operation whose file they belong in.
type pasted[T any] struct {
	operations []string
	entries    map[string][]T
}

func (p *pasted[T]) add(operation string, entry T) {
	if p.entries == nil {
		p.entries = map[string][]T{}
	}
	if !slices.Contains(p.operations, operation) {
		p.operations = append(p.operations, operation)
	}
	p.entries[operation] = append(p.entries[operation], entry)
}

func appendPastes[T any](out []Paste, p pasted[T], title string) []Paste {
	for _, operation := range p.operations {
		out = append(out, Paste{fmt.Sprintf(title, operation), inYAML(p.entries[operation])})
	}
	return out
}

func (c *Comparison) notes() pasted[note] {
	var out pasted[note]
	rules := newIndex(c.New).rules
	for _, f := range c.Came {
		operation, name := SplitID(f.Rule)
		if rule := rules[f.Rule]; rule != nil {
			operation, name = rule.Operation, rule.Name
		}
		says := fmt.Sprintf("On %s the %s answered in %s what no document says: %s.", dayOf(c.New.Identity.Started), c.who(), c.New.Identity.Region, strings.TrimSuffix(f.Says, "."))
		out.add(operation, note{name, says})
	}
	return out
}

func (c *Comparison) who() string {
	if c.New.Identity.Evidence == "rehearsed" {
		return "mock"
	}
	return "service"
}

func (c *Comparison) divergences() pasted[listed] {
	var out pasted[listed]
	if c.who() == "mock" {
		return out
	}
	ix := newIndex(c.New)
	for _, ch := range slices.Concat(c.Worse, c.Reasons) {
		rule := ix.rules[ch.Now.Rule]
		if rule == nil || ch.Now.Verdict == Diverges {
			continue
		}
		seen := map[listed]bool{}
		for _, v := range rule.Violations {
			if l := c.divergence(rule.Name, v); !seen[l] {
				seen[l] = true
				out.add(rule.Operation, l)
			}
		}
	}
	return out
}

// divergence is the entry that would expect just this. It expires after three months, as none may stay for ever. A
// replay shows what the service said, so the entry is for the service.
func (c *Comparison) divergence(name string, v Violation) listed {
	id := c.New.Identity
	return listed{
		Rule: name, Target: "live", Region: id.Region, Reason: fmt.Sprintf("Expected %s, got %s.", v.Expected, strings.TrimSuffix(v.Got, ".")), Evidence: c.evidence(v),
		Since: dayOf(id.Started), Expires: dayOf(id.Started.AddDate(0, 3, 0)), Issue: "where it is followed up",
	}
}

func (c *Comparison) evidence(v Violation) evidence {
	if v.Where != "" {
		return evidence{Where: v.Where, Got: v.Got}
	}
	if v.Exchange < 0 || v.Exchange >= len(c.New.Exchanges) {
		return evidence{Got: v.Got}
	}
	x := c.New.Exchanges[v.Exchange]
	var refusal struct{ Code string }
	_ = json.Unmarshal([]byte(x.Body), &refusal) // what is no refusal has no code
	return evidence{Status: x.Status, Code: refusal.Code}
}

func dayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func inYAML(v any) string {
	var b strings.Builder
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	_ = enc.Encode(v) // texts and numbers always encode
	return b.String()
}
