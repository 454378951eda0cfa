package reports

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// Paste is a proposed entry for a file of the project, for a person to review.
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
	p, ix := pasting{entries: map[string][]any{}}, newIndex(c.New)
	if c.who() != "mock" {
		for _, ch := range slices.Concat(c.Worse, c.Reasons) {
			if rule := ix.rules[ch.Now.Rule]; rule != nil && ch.Now.Verdict != Diverges {
				c.divergences(&p, rule)
			}
		}
	}
	for _, f := range c.Came {
		operation, name := splitID(f.Rule)
		says := fmt.Sprintf("On %s the %s answered in %s what no document says: %s.", dayOf(c.New.Identity.Started), c.who(), c.New.Identity.Region, strings.TrimSuffix(f.Says, "."))
		p.add(fmt.Sprintf("to review, and to note in spec/%[1]s/rules.yaml (and declare in spec/%[1]s/openapi.yaml, x-origin: field) when it stays:", operation), note{name, says})
	}
	var out []Paste
	for _, title := range p.titles {
		out = append(out, Paste{title, inYAML(p.entries[title])})
	}
	return out
}

// pasting collects entries by title.
type pasting struct {
	titles  []string
	entries map[string][]any
}

func (p *pasting) add(title string, entry any) {
	if p.entries[title] == nil {
		p.titles = append(p.titles, title)
	}
	p.entries[title] = append(p.entries[title], entry)
}

func (c *Comparison) who() string {
	if c.New.Identity.Evidence == "rehearsed" {
		return "mock"
	}
	return "service"
}

func (c *Comparison) divergences(p *pasting, rule *Rule) {
	seen := map[listed]bool{}
	for _, v := range rule.Violations {
		if l := c.divergence(rule.Name, v); !seen[l] {
			seen[l] = true
			p.add(fmt.Sprintf("to review, and to paste into spec/%s/divergences.yaml when the service is what it is:", rule.Operation), l)
		}
	}
}

// divergence is the entry that would expect this violation. It expires after three months. Its target is live also for a
// replay, which shows what the service said.
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
	x := newIndex(c.New).exchange(v.Exchange)
	if x == nil {
		return evidence{Got: v.Got}
	}
	return evidence{Status: x.Status, Code: refusalCode(x.Body)}
}

func dayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func inYAML(v any) string {
	var b strings.Builder
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	_ = enc.Encode(v) // texts and numbers always encode
	return b.String()
}
