package reports

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// Paste is an entry for a file of the project that somebody reviews and puts there, or not.
type Paste struct {
	Title string // where it belongs
	Text  string // YAML
}

// listed is an entry of spec/divergences.yaml.
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

// Paste is an entry for spec/divergences.yaml for each rule newly violated by the service, and a ledger note for each
// finding that came. A contradiction of the mock is no divergence: the mock is to be mended.
func (c *Comparison) Paste() []Paste {
	var out []Paste
	if entries := c.divergences(); len(entries) > 0 {
		out = append(out, Paste{"to review, and to paste into spec/divergences.yaml when the service is what it is:", inYAML(entries)})
	}
	if notes := c.notes(); len(notes) > 0 {
		out = append(out, Paste{"to review, and to note in spec/rules.yaml (and declare in spec/openapi.yaml, x-origin: field) when it stays:", inYAML(notes)})
	}
	return out
}

// note is what a rule of spec/rules.yaml gets.
type note struct {
	ID   string `yaml:"id"`
	Note string `yaml:"note"`
}

func (c *Comparison) notes() []note {
	var out []note
	for _, f := range c.Came {
		says := fmt.Sprintf("On %s the %s answered in %s what the page does not say: %s.", dayOf(c.New.Identity.Started), c.who(), c.New.Identity.Region, strings.TrimSuffix(f.Says, "."))
		out = append(out, note{f.Rule, says})
	}
	return out
}

func (c *Comparison) who() string {
	if c.New.Identity.Evidence == "rehearsed" {
		return "mock"
	}
	return "service"
}

func (c *Comparison) divergences() []listed {
	if c.who() == "mock" {
		return nil
	}
	var out []listed
	seen := map[listed]bool{}
	for _, list := range [][]Change{c.Worse, c.Added, c.Reasons} {
		for _, ch := range list {
			if ch.Scenario.Verdict != Violates {
				continue
			}
			for _, v := range ch.Scenario.Violations {
				if l := c.divergence(v); !seen[l] {
					seen[l] = true
					out = append(out, l)
				}
			}
		}
	}
	return out
}

// divergence is the entry that would expect just this. It expires after three months, as none may stay for ever. A
// replay shows what the service said, so the entry is for the service.
func (c *Comparison) divergence(v Violation) listed {
	id := c.New.Identity
	return listed{
		Rule: v.Rule, Target: "live", Region: id.Region, Reason: fmt.Sprintf("Expected %s, got %s.", v.Expected, strings.TrimSuffix(v.Got, ".")), Evidence: c.evidence(v),
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
	b, _ := yaml.Dump(v, yaml.WithV3Defaults(), yaml.WithIndent(2), yaml.WithLineWidth(-1)) // texts and numbers always encode
	return string(b)
}
