package capture

import (
	"encoding/json"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/wire"
)

const (
	eachKey   = "{{each}}"
	requestID = "{{RequestId}}"
)

// merging puts an answer of the service into a recorded body with placeholders. Placeholders stay; everything else is
// replaced by what the service said.
type merging struct {
	requestID string
}

func (m *merging) merge(template, said *yaml.Node) *yaml.Node {
	switch {
	case template.Kind == yaml.MappingNode && said.Kind == yaml.MappingNode:
		return m.object(template, said)
	case template.Kind == yaml.SequenceNode && said.Kind == yaml.SequenceNode:
		return m.list(template, said)
	case template.Kind == yaml.ScalarNode && said.Kind == yaml.ScalarNode && m.fits(template.Value, said.Value):
		return template
	}
	return m.literal(said)
}

// object takes the members in the template's order, then what else the service said. A member that the service did not
// send stays only if its value is a placeholder: the service may leave it out when it is empty.
func (m *merging) object(template, said *yaml.Node) *yaml.Node {
	out := &yaml.Node{Kind: yaml.MappingNode}
	for i := 0; i+1 < len(template.Content); i += 2 {
		key, value := template.Content[i], template.Content[i+1]
		if now := memberOf(said, key.Value); now != nil {
			out.Content = append(out.Content, key, m.merge(value, now))
		} else if key.Value == eachKey || placeholder.FindString(value.Value) == value.Value && value.Value != "" {
			out.Content = append(out.Content, key, value)
		}
	}
	for i := 0; i+1 < len(said.Content); i += 2 {
		if key := said.Content[i]; memberOf(template, key.Value) == nil {
			out.Content = append(out.Content, key, m.literal(said.Content[i+1]))
		}
	}
	return out
}

// list merges what all items of the service have into the one item that the template repeats.
func (m *merging) list(template, said *yaml.Node) *yaml.Node {
	if len(template.Content) != 1 || memberOf(template.Content[0], eachKey) == nil {
		return m.literal(said)
	}
	item := template.Content[0]
	for _, one := range said.Content {
		if one.Kind == yaml.MappingNode {
			item = m.object(item, one)
		}
	}
	return &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{item}}
}

var placeholder = regexp.MustCompile(`\{\{(?:text )?[A-Za-z]+\}\}`)

// fits reports whether the placeholders of a text can be filled so that it is what the service said.
func (m *merging) fits(template, said string) bool {
	if !placeholder.MatchString(template) {
		return false
	}
	if before, masked := strings.CutSuffix(said, wire.StringToSign); masked && strings.HasPrefix(template, before) {
		return true // the capture masks what followed
	}
	var pattern strings.Builder
	pattern.WriteString(`(?s)^`)
	from := 0
	for _, at := range placeholder.FindAllStringIndex(template, -1) {
		pattern.WriteString(regexp.QuoteMeta(template[from:at[0]]))
		if from = at[1]; template[at[0]:at[1]] == requestID {
			pattern.WriteString(regexp.QuoteMeta(m.requestID))
		} else {
			pattern.WriteString(`.*`)
		}
	}
	pattern.WriteString(regexp.QuoteMeta(template[from:]) + `$`)
	return regexp.MustCompile(pattern.String()).MatchString(said)
}

// literal is what the service said, with a placeholder for the request id, which differs in every answer.
func (m *merging) literal(said *yaml.Node) *yaml.Node {
	out := *said
	if m.requestID != "" {
		out.Value = strings.ReplaceAll(out.Value, m.requestID, requestID)
	}
	out.Content = nil
	for i, n := range said.Content {
		if said.Kind == yaml.MappingNode && i%2 == 0 {
			out.Content = append(out.Content, n)
			continue
		}
		out.Content = append(out.Content, m.literal(n))
	}
	return &out
}

// memberOf is the value of a member of an object; nil where there is none.
func memberOf(object *yaml.Node, name string) *yaml.Node {
	_, value := strictyaml.Field(object, name)
	return value
}

// inJSON writes a node as JSON, in the order it has.
func inJSON(n *yaml.Node) string {
	var parts []string
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, wire.Quote(n.Content[i].Value)+":"+inJSON(n.Content[i+1]))
		}
		return "{" + strings.Join(parts, ",") + "}"
	case yaml.SequenceNode:
		for _, item := range n.Content {
			parts = append(parts, inJSON(item))
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	if n.Tag == "!!str" || !json.Valid([]byte(n.Value)) {
		return wire.Quote(n.Value)
	}
	return n.Value
}
