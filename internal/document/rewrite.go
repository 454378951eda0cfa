package document

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/spec"
)

var (
	// flowMapping matches a pointer in braces on one line; a reason in quotes may have braces of its own.
	flowMapping = regexp.MustCompile(`\{(?:[^{}"\n]|"(?:[^"\\\n]|\\.)*")*\bstatement: *"?[0-9a-f]{12}"?(?:[^{}"\n]|"(?:[^"\\\n]|\\.)*")*\}`)
	placePart   = regexp.MustCompile(`\bsection: .*\bstatement: *"?[0-9a-f]{12}"?`)
)

// rewriteLedger replaces hashes, places and the date in the text of the ledger, and changes nothing else. A pointer that is
// not in braces on one line is not found; then the error wraps ErrRefused.
func (p *Project) rewriteLedger(a *Adoption, d *Document) error {
	file := path.Join(p.Operation.Name, "rules.yaml")
	text, err := fs.ReadFile(p.Specs, file)
	if err != nil {
		return fmt.Errorf("spec/%s: cannot be read: %w", file, err)
	}
	into := pointersInto(d.Name, p.Operation)
	to := map[spec.Pointer]spec.Pointer{}
	for _, r := range a.Rewrites {
		to[r.Old] = r.New
	}
	done := map[spec.Pointer]bool{}
	a.Rules = flowMapping.ReplaceAllFunc(text, func(mapping []byte) []byte {
		var written struct {
			spec.Pointer `yaml:",inline"`
			Reason       string `yaml:"reason"`
		}
		if yaml.Unmarshal(mapping, &written) != nil || !into.in(written.Pointer) {
			return mapping
		}
		old := bare(written.Pointer)
		now, ok := to[old]
		if !ok {
			return mapping
		}
		done[old] = true
		return placePart.ReplaceAllLiteral(mapping, []byte(pointerYAML(now)))
	})
	for _, r := range a.Rewrites {
		if !done[r.Old] {
			return fmt.Errorf("%w: in spec/%s, the pointer {%s} is not written on one line, so it cannot be rewritten; write {%s} by hand", ErrRefused, file, pointerYAML(r.Old), pointerYAML(r.New))
		}
	}
	a.Rules = []byte(redated(string(a.Rules), d.Name, a.NewDate))
	return nil
}

// redated writes the date of one document anew, where the ledger lists its documents.
func redated(text, name, date string) string {
	listed := regexp.MustCompile(`(?m)(\{ *name: *` + regexp.QuoteMeta(name) + `, *updated: *)"?[\d-]*"?( *\})`)
	at := listed.FindStringIndex(text)
	if at == nil {
		return text
	}
	return text[:at[0]] + listed.ReplaceAllString(text[at[0]:at[1]], "${1}"+date+"${2}") + text[at[1]:]
}

// pointerYAML is how a pointer is written in a ledger, ready to be copied.
func pointerYAML(p spec.Pointer) string {
	var out []string
	if p.In != "" {
		out = append(out, "in: "+p.In)
	}
	out = append(out, "section: "+scalar(p.Section))
	if p.Path != "" {
		out = append(out, "path: "+scalar(p.Path))
	}
	return strings.Join(append(out, "statement: "+p.Statement), ", ")
}

// rewrites finds the pointers of the ledger whose statement became another one.
func rewrites(pairs []Pairing, into *pointers) []Rewrite {
	became := map[spec.Pointer][]Pairing{}
	var order []spec.Pointer
	for _, p := range pairs {
		if p.Old == nil || p.New == nil {
			continue
		}
		old := p.Old.Pointer()
		if became[old] == nil {
			order = append(order, old)
		}
		became[old] = append(became[old], p)
	}
	var out []Rewrite
	for _, old := range order {
		_, aside := into.aside[old]
		// Of two equal statements that part, a person says which one the ledger means.
		if len(became[old]) > 1 && parted(became[old]) || len(into.rules[old]) == 0 && !aside {
			continue
		}
		if now := became[old][0]; now.New.Pointer() != old {
			r := Rewrite{Kind: now.Kind, Old: old, New: now.New.Pointer(), Text: now.New.Text}
			for _, rule := range into.rules[old] {
				r.Rules = append(r.Rules, rule.Name)
			}
			out = append(out, r)
		}
	}
	return out
}

// parted reports whether equal statements became different ones.
func parted(pairs []Pairing) bool {
	return slices.ContainsFunc(pairs, func(p Pairing) bool { return p.New.Pointer() != pairs[0].New.Pointer() })
}

// unconfirmed are the names by which edited statements still have to be confirmed, sorted.
func unconfirmed(all []Rewrite, given []string) []string {
	var missing []string
	for _, r := range all {
		names := r.Rules
		if len(names) == 0 {
			names = []string{setAsideConsent}
		}
		for _, name := range names {
			if r.Kind == Edited && !slices.Contains(given, name) {
				missing = append(missing, name)
			}
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}

// lostFacts are rules whose facts were compared before and are not any more.
func lostFacts(before, after *Comparison) []string {
	return slices.DeleteFunc(slices.Clone(after.Uncompared), func(id string) bool { return slices.Contains(before.Uncompared, id) })
}
