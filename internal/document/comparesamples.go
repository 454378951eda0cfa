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

// sample compares the file of a sample with the statement that the rule points at; if that has vanished, with the most
// similar sample at the same place.
func (c *comparison) sample(r *spec.Rule) {
	data, err := fs.ReadFile(c.samples, r.Fact.Sample)
	if err != nil {
		c.differ(r, nil, "sample", "", r.Fact.Sample+", which cannot be read: "+err.Error())
		return
	}
	at := c.sampleAt(wordsOf(string(data)))
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

func (c *comparison) sampleAt(words string) *Statement {
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

// firstDifference is the JSON pointer of the first value in which two samples differ, and the value there in each. Masked
// ids are equal.
func firstDifference(document, file string) (pointer, inDocument, inFile string) {
	var a, b any
	if json.Unmarshal([]byte(normalise(document)), &a) != nil || json.Unmarshal([]byte(normalise(file)), &b) != nil {
		return "text", document, file
	}
	left, right := map[string]string{}, map[string]string{}
	values("", a, left)
	values("", b, right)
	for _, at := range slices.Sorted(maps.Keys(left)) {
		if left[at] != right[at] {
			return at, left[at], right[at]
		}
	}
	for _, at := range slices.Sorted(maps.Keys(right)) {
		if left[at] == "" {
			return at, "", right[at]
		}
	}
	return "", "", ""
}

// values are the plain values in a JSON value, and its empty lists and objects, by their pointers.
func values(at string, v any, into map[string]string) {
	members, _ := v.(map[string]any)
	for name, member := range members {
		values(at+"/"+name, member, into)
	}
	items, _ := v.([]any)
	for i, item := range items {
		values(fmt.Sprintf("%s/%d", at, i), item, into)
	}
	if len(members) == 0 && len(items) == 0 {
		text, _ := json.Marshal(v)
		into[cmp.Or(at, "/")] = string(text)
	}
}
