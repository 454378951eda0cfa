package openapi_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/slbconform/slbconform/internal/wire"
)

// breakages are exchanges of every operation that each get one value of the answer, or one parameter, wrong.
func breakages(t *testing.T) []*wire.Exchange {
	t.Helper()
	var all []*wire.Exchange
	for path, item := range openAPI(t).Paths.Map() {
		action := strings.TrimPrefix(path, "/")
		schema := item.Post.Responses.Value("200").Value.Content["application/json"].Schema.Value
		for _, body := range wrongs(schema, instance(schema)) {
			x := exchange(action, url.Values{})
			answer(x, http.StatusOK, body)
			all = append(all, x)
		}
		for _, p := range item.Post.Parameters {
			all = append(all, exchange(action, url.Values{p.Value.Name: {"x", "y"}}))
			for _, text := range wrongTexts() {
				all = append(all, exchange(action, url.Values{p.Value.Name: {text}}))
			}
			if p.Value.Schema != nil && p.Value.Schema.Value.Type.Is("array") {
				all = append(all, wrongLists(action, p.Value.Name)...)
			}
		}
	}
	return all
}

// wrongTexts are texts that a parameter may get wrong: of another alphabet, too long, no list, a list with single quotes,
// with a member twice, with too many items.
func wrongTexts() []string {
	return []string{
		"a b;c", strings.Repeat("x", 500), `[{'ServerId':'i-1','Port':80}]`, `[{"ServerId":"i-1","ServerId":"i-2","Port":80}]`,
		"[" + strings.TrimSuffix(strings.Repeat(goodServer+",", 100), ",") + "]",
	}
}

// wrongLists are calls whose list of members, one parameter each, is wrong: an item that is none, members that are empty
// or too long, too many items.
func wrongLists(action, name string) []*wire.Exchange {
	long, many := strings.Repeat("x", 500), url.Values{}
	for i := range 100 {
		many.Set(fmt.Sprintf("%s.%d.Key", name, i), "k")
	}
	all := []*wire.Exchange{exchange(action, many)}
	for _, wrong := range []url.Values{{".1": {"x"}}, {".1.Key": {""}}, {".1.Key": {long}}, {".1.Value": {long}}} {
		query := url.Values{}
		for end, value := range wrong {
			query[name+end] = value
		}
		all = append(all, exchange(action, query))
	}
	return all
}

// instance is a value that fits a schema.
func instance(s *openapi3.Schema) any {
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type.Is("object"):
		members := map[string]any{}
		for name, ref := range s.Properties {
			members[name] = instance(ref.Value)
		}
		return members
	case s.Type.Is("array"):
		return []any{instance(s.Items.Value)}
	case s.Type.Is("integer"):
		return 1
	case s.Type.Is("boolean"):
		return true
	}
	return requestID
}

// wrongs are the texts of a value in which one value is of another type, missing, empty, outside its values or not
// declared.
func wrongs(s *openapi3.Schema, value any) []string {
	var out []string
	write := func() {
		text, err := json.Marshal(value)
		if err != nil {
			panic(err) // values of JSON always marshal
		}
		out = append(out, string(text))
	}
	out = append(out, "7")
	walk(s, value, func(v any) { value = v }, write)
	return out
}

// walk changes each value at and below one, one at a time, and puts it back.
func walk(s *openapi3.Schema, value any, set func(any), write func()) {
	for _, wrong := range []any{"a b", 1000, -1, nil, true, []any{}} {
		set(wrong)
		write()
	}
	set(value)
	switch v := value.(type) {
	case map[string]any:
		v["Undeclared"] = "1"
		write()
		delete(v, "Undeclared")
		for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
			inner := v[name]
			delete(v, name)
			write()
			v[name] = inner
			walk(s.Properties[name].Value, inner, func(x any) { v[name] = x }, write)
		}
	case []any:
		walk(s.Items.Value, v[0], func(x any) { v[0] = x }, write)
	}
}
