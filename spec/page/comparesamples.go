package page

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// sample compares the file of a sample with the statement of the page that the rule points at. When that has
// vanished, with the sample at the same place that most resembles the file.
func (c *comparison) sample(r *spec.Rule) {
	data, err := fs.ReadFile(c.samples, r.Fact.Sample)
	if err != nil {
		c.differ(r, nil, "sample", "", "fixtures/samples/"+r.Fact.Sample+", which cannot be read: "+err.Error())
		return
	}
	at := c.sampleAt(r, wordsOf(string(data)))
	if at == nil {
		c.differ(r, nil, "sample", "", "fixtures/samples/"+r.Fact.Sample)
		return
	}
	c.out.Compared++
	if at.Hash == HashOf(string(data)) {
		return
	}
	if at.Text == "" { // read from the lock, which holds no text
		c.differ(r, at, "sample", "the hash "+at.Hash, "the hash "+HashOf(string(data))+" of fixtures/samples/"+r.Fact.Sample)
		return
	}
	field, page, file := firstDifference(at.Text, string(data))
	c.differ(r, at, "sample "+field, page, file+" in fixtures/samples/"+r.Fact.Sample)
}

func (c *comparison) sampleAt(r *spec.Rule, words string) *Statement {
	var best *Statement
	score := 0.0
	for i := range c.statements {
		s := &c.statements[i]
		if s.Kind != Sample || !slices.ContainsFunc(r.Page, func(p spec.Pointer) bool { return p.Section == s.Section && p.Path == s.Path }) {
			continue
		}
		if slices.Contains(r.Page, s.Pointer()) {
			return s
		}
		if n := alike(s.Words, words); best == nil || n > score {
			best, score = s, n
		}
	}
	return best
}

// firstDifference finds where two samples part: the JSON pointer of the place, and what stands there on each
// side. Masked ids are equal.
func firstDifference(page, file string) (pointer, onPage, inFile string) {
	var a, b any
	if json.Unmarshal([]byte(fold(page)), &a) != nil || json.Unmarshal([]byte(fold(file)), &b) != nil {
		return "text", page, file
	}
	return part("", a, b)
}

func part(at string, a, b any) (pointer, left, right string) {
	switch x := a.(type) {
	case map[string]any:
		if y, ok := b.(map[string]any); ok {
			return partMembers(at, x, y)
		}
	case []any:
		if y, ok := b.([]any); ok {
			for i := range min(len(x), len(y)) {
				if p, l, r := part(fmt.Sprintf("%s/%d", at, i), x[i], y[i]); p != "" {
					return p, l, r
				}
			}
			if len(x) != len(y) {
				return at + "/", fmt.Sprintf("%d items", len(x)), fmt.Sprintf("%d items", len(y))
			}
			return "", "", ""
		}
	}
	if left, right = shown(a), shown(b); left != right {
		return at + "/", left, right
	}
	return "", "", ""
}

func partMembers(at string, x, y map[string]any) (pointer, left, right string) {
	keys := map[string]bool{}
	for _, m := range []map[string]any{x, y} {
		for k := range m {
			keys[k] = true
		}
	}
	sorted := make([]string, 0, len(keys))
	for k := range keys {
		sorted = append(sorted, k)
	}
	slices.Sort(sorted)
	for _, k := range sorted {
		l, inX := x[k]
		r, inY := y[k]
		switch {
		case !inX:
			return at + "/" + k, "", shown(r)
		case !inY:
			return at + "/" + k, shown(l), ""
		}
		if p, l, r := part(at+"/"+k, l, r); p != "" {
			return p, l, r
		}
	}
	return "", "", ""
}

func shown(v any) string {
	data, _ := json.Marshal(v)
	return string(data)
}
