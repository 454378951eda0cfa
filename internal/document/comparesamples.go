package document

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/slbconform/slbconform/spec"
)

// sample compares the file of a sample with the statement that the rule points at. When that has
// vanished, with the sample at the same place that most resembles the file.
func (c *comparison) sample(r *spec.Rule) {
	data, err := fs.ReadFile(c.samples, r.Fact.Sample)
	if err != nil {
		c.differ(r, nil, "sample", "", r.Fact.Sample+", which cannot be read: "+err.Error())
		return
	}
	at := c.sampleAt(r, wordsOf(string(data)))
	if at == nil && c.name == Metadata {
		return // it stands in the prose, which is held by its hash
	}
	if at == nil {
		c.differ(r, nil, "sample", "", r.Fact.Sample)
		return
	}
	c.out.Compared++
	if at.Hash == HashOf(string(data)) {
		return
	}
	if at.Text == "" { // read from the lock, which holds no text
		c.differ(r, at, "sample", "the hash "+at.Hash, "the hash "+HashOf(string(data))+" of "+r.Fact.Sample)
		return
	}
	field, document, file := firstDifference(at.Text, string(data))
	c.differ(r, at, "sample "+field, document, file+" in "+r.Fact.Sample)
}

func (c *comparison) sampleAt(r *spec.Rule, words string) *Statement {
	var best *Statement
	score := 0.0
	for i := range c.statements {
		s := &c.statements[i]
		if s.Kind != Sample || !slices.ContainsFunc(c.at, func(p spec.Pointer) bool { return p.Section == s.Section && p.Path == s.Path }) {
			continue
		}
		if slices.Contains(c.at, s.Pointer()) {
			return s
		}
		if n := similarity(s.Words, words); best == nil || n > score {
			best, score = s, n
		}
	}
	return best
}

// firstDifference finds where two samples part: the JSON pointer of the place, and what stands there on each
// side. Masked ids are equal.
func firstDifference(document, file string) (pointer, inDocument, inFile string) {
	var a, b any
	if json.Unmarshal([]byte(normalise(document)), &a) != nil || json.Unmarshal([]byte(normalise(file)), &b) != nil {
		return "text", document, file
	}
	return part("", a, b)
}

// part walks two values side by side to the first place where they differ; pointer is empty when they do not.
func part(at string, a, b any) (pointer, left, right string) {
	x, isMap := a.(map[string]any)
	y, both := b.(map[string]any)
	if isMap && both {
		return partMembers(at, x, y)
	}
	v, isList := a.([]any)
	w, both := b.([]any)
	if isList && both && len(v) == len(w) {
		return partItems(at, v, w)
	}
	if left, right = shown(a), shown(b); left != right {
		return cmp.Or(at, "/"), left, right
	}
	return "", "", ""
}

func partItems(at string, x, y []any) (pointer, left, right string) {
	for i := range x {
		if pointer, left, right = part(fmt.Sprintf("%s/%d", at, i), x[i], y[i]); pointer != "" {
			return pointer, left, right
		}
	}
	return "", "", ""
}

func partMembers(at string, x, y map[string]any) (pointer, left, right string) {
	for _, k := range slices.Sorted(maps.Keys(x)) {
		value, ok := y[k]
		if !ok {
			return at + "/" + k, shown(x[k]), ""
		}
		if pointer, left, right = part(at+"/"+k, x[k], value); pointer != "" {
			return pointer, left, right
		}
	}
	for _, k := range slices.Sorted(maps.Keys(y)) {
		if _, ok := x[k]; !ok {
			return at + "/" + k, "", shown(y[k])
		}
	}
	return "", "", ""
}

func shown(v any) string {
	data, _ := json.Marshal(v)
	return string(data)
}
