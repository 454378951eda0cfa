package openapi

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/spec"
)

// request checks every parameter that is there, then that none is missing.
func (c *check) request(op *operation) {
	var lists map[string]map[string]any // nil for most calls, which have none
	names := slices.AppendSeq(make([]string, 0, len(c.params)), maps.Keys(c.params))
	slices.Sort(names)
	for _, name := range names {
		if list, index, ok := op.listItem(name); ok {
			if lists == nil {
				lists = map[string]map[string]any{}
			}
			put(lists, list, index, c.params[name][0])
			continue
		}
		c.parameter(op.byName[name], name, c.params[name])
	}
	for _, p := range op.all {
		if p.header != "" {
			c.header(p)
		}
		if p.kind == "array" && lists[p.name] != nil {
			c.value(p.schema, inOrder(lists[p.name]), p.name)
		}
		if p.required && lists[p.name] == nil && c.params.Get(p.name) == "" {
			c.add(spec.Contradiction, c.annotations.of[p.schema].rule("required"), p.where, "a value", missing(c.params[p.name]))
		}
	}
}

func (c *check) parameter(p *parameter, name string, values []string) {
	if p == nil {
		c.add(spec.Contradiction, c.rules["parameters"], "parameter "+name, "only declared parameters", "a parameter nobody declares")
		return
	}
	at := c.annotations.of[p.schema]
	if len(values) > 1 {
		c.add(spec.Contradiction, at.nearest, "parameter "+name, "one value", fmt.Sprintf("%d values", len(values)))
	}
	if at.origin != "" {
		c.add(spec.Acknowledged, at.nearest, "parameter "+name, "only what the page lists", "a parameter known from the "+string(at.origin))
		return
	}
	text := values[0]
	if p.free || text == "" {
		return
	}
	if p.json {
		c.listText(p, text)
		return
	}
	c.value(p.schema, typed(p.kind, text), p.where)
}

func (c *check) header(p *parameter) {
	values := c.x.Request.Header[p.header]
	if !p.free && len(values) > 0 && values[0] != "" && !slices.Contains(p.schema.Enum, any(values[0])) { // nearly always the one version
		c.value(p.schema, values[0], p.where)
	}
}

// listText checks a list that is JSON in a string. It reads single quotes, small first letters and members given twice as the
// service does, because clients rely on them; each is a departure of its own rule.
func (c *check) listText(p *parameter, text string) {
	at := c.annotations.of[p.schema]
	read, err := readJSON([]byte(text))
	if err != nil {
		if read, err = readJSON([]byte(strings.ReplaceAll(text, "'", `"`))); err != nil {
			c.add(spec.Contradiction, at.nearest, p.name, p.schema.Description, excerpt(text))
			return
		}
		c.add(spec.Contradiction, at.rule("single-quotes"), p.name, "double quotes", "single quotes")
	}
	for _, way := range read.doubled {
		c.add(spec.Contradiction, at.rule("duplicate-keys"), p.name+" "+way, "each member once", "the member twice")
	}
	c.capitals(p.schema, read.value, p.name, nil)
	c.value(p.schema, read.value, p.name)
}

// capitals renames members that differ from a declared one by a small first letter. Of a member in both spellings the declared
// one is kept.
func (c *check) capitals(schema *openapi3.Schema, value any, where string, way []string) {
	switch v := value.(type) {
	case []any:
		for i, item := range v {
			if schema.Items != nil {
				c.capitals(schema.Items.Value, item, where, append(way, strconv.Itoa(i)))
			}
		}
	case map[string]any:
		for _, small := range slices.Sorted(maps.Keys(v)) {
			name := capital(small)
			if name == small || schema.Properties[name] == nil {
				continue
			}
			c.add(spec.Contradiction, c.annotations.of[schema].rule("lower-camel-keys"), where+" "+pointer(append(way, small)), name, small)
			if _, both := v[name]; !both {
				v[name] = v[small]
			}
			delete(v, small)
		}
	}
}

func capital(name string) string {
	if name == "" || name[0] < 'a' || name[0] > 'z' {
		return name
	}
	return string(name[0]-'a'+'A') + name[1:]
}

// typed converts the text of a parameter to its type. A text that cannot be converted stays a text, which its schema refuses.
func typed(kind, text string) any {
	switch kind {
	case "integer":
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return float64(n)
		}
	case "boolean":
		if text == "true" || text == "false" {
			return text == "true"
		}
	}
	return text
}

// listItem splits the name of an item of a list that is written as numbered parameters: Tag.1.Key, ResourceId.2.
func (op *operation) listItem(name string) (list, item string, ok bool) {
	list, item, ok = strings.Cut(name, ".")
	p := op.byName[list]
	return list, item, ok && p != nil && p.kind == "array"
}

// put sets one item of such a list by its index, or one member of it.
func put(lists map[string]map[string]any, list, item, text string) {
	if lists[list] == nil {
		lists[list] = map[string]any{}
	}
	index, member, nested := strings.Cut(item, ".")
	if !nested {
		lists[list][index] = text
		return
	}
	members, ok := lists[list][index].(map[string]any)
	if !ok {
		members = map[string]any{}
		lists[list][index] = members
	}
	members[member] = text
}

// inOrder are the items of a list by their numbers; what is no number comes first.
func inOrder(items map[string]any) []any {
	number := func(index string) int { n, _ := strconv.Atoi(index); return n }
	byNumber := func(a, b string) int { return cmp.Or(cmp.Compare(number(a), number(b)), cmp.Compare(a, b)) }
	var list []any
	for _, index := range slices.SortedFunc(maps.Keys(items), byNumber) {
		list = append(list, items[index])
	}
	return list
}

func missing(values []string) string {
	if len(values) == 0 {
		return "nothing"
	}
	return "an empty text"
}
