package steps

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/slbconform/slbconform/internal/wire"
)

// thenSample holds the answer against a sample; perhaps is the one member that the service need not give.
func (w *World) thenSample(ctx context.Context, perhaps string, sample *godog.DocString) error {
	look := func() error { return w.likeSample(perhaps, sample) }
	if w.last != nil && w.last.op != nil && w.reads(w.last.op) {
		return w.listedLate(ctx, look)
	}
	return look()
}

func (w *World) likeSample(perhaps string, sample *godog.DocString) error {
	x, _, err := w.success()
	if err != nil {
		return err
	}
	var expected, got any
	if err := decode([]byte(sample.Content), &expected); err != nil {
		return fmt.Errorf("the sample is not JSON: %w", err)
	}
	if err := decode(x.Answer.Body, &got); err != nil {
		return ofForm(w.violatedBy(x, "JSON", err.Error()))
	}
	if w.About.Open {
		got = only(got, expected)
	}
	difference := differentShape("", expected, got)
	if difference != "" && perhaps != "" {
		difference = differentShape("", lacking(expected, perhaps), got)
	}
	switch {
	case difference == "":
		return nil
	case strings.HasSuffix(difference, emptyList): // which the sample does not forbid
		return yetUndecided("the answer cannot be held against the sample: " + difference)
	}
	return ofForm(w.violatedBy(x, "the members of the sample", difference))
}

// decode reads JSON, its numbers as they are written: one that no number of Go can hold is a number all the same.
func decode(data []byte, into *any) error {
	d := json.NewDecoder(bytes.NewReader(wire.JSON(data)))
	d.UseNumber()
	return d.Decode(into)
}

// lacking is a value without a member, at whatever depth it stands.
func lacking(v any, name string) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for member, inner := range v {
			if member != name {
				out[member] = lacking(inner, name)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = lacking(inner, name)
		}
		return out
	}
	return v
}

// only leaves out of a value the members that a pattern does not have; of a list the pattern's first item stands for
// all.
func only(v, pattern any) any {
	switch v := v.(type) {
	case map[string]any:
		p, _ := pattern.(map[string]any)
		out := map[string]any{}
		for name, inner := range v {
			if like, known := p[name]; known {
				out[name] = only(inner, like)
			}
		}
		return out
	case []any:
		p, _ := pattern.([]any)
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = inner
			if len(p) > 0 {
				out[i] = only(inner, p[0])
			}
		}
		return out
	}
	return v
}

// differentShape says where two JSON values differ in members or types; "" when they do not.
func differentShape(at string, expected, got any) string {
	if reflect.TypeOf(expected) != reflect.TypeOf(got) {
		return fmt.Sprintf("%s is %s, not %s", orBody(at), jsonType(got), jsonType(expected))
	}
	switch e := expected.(type) {
	case map[string]any:
		g := got.(map[string]any)
		if names, others := slices.Sorted(maps.Keys(e)), slices.Sorted(maps.Keys(g)); !slices.Equal(names, others) {
			return fmt.Sprintf("%s has %s, not %s", orBody(at), cmp.Or(strings.Join(others, ", "), "no member"), cmp.Or(strings.Join(names, ", "), "none"))
		}
		for name := range e {
			if d := differentShape(at+"/"+name, e[name], g[name]); d != "" {
				return d
			}
		}
	case []any:
		return differentItems(at, e, got.([]any))
	}
	return ""
}

// emptyList ends what is said of a list whose items cannot be told.
const emptyList = " is empty, so that its items cannot be told"

// differentItems holds each item of a list against the one that the sample shows. Where lists lie in the items, it is
// enough that those of one item show theirs: others may have none.
func differentItems(at string, expected, got []any) string {
	switch {
	case len(expected) > 0 && len(got) == 0:
		return orBody(at) + emptyList
	case len(expected) == 0 && len(got) > 0:
		return orBody(at) + " is not empty"
	}
	untold := ""
	shown := len(got) == 0
	for i, item := range got {
		d := differentShape(fmt.Sprintf("%s/%d", at, i), expected[0], item)
		switch {
		case d == "":
			shown = true
		case strings.HasSuffix(d, emptyList):
			untold = d
		default:
			return d
		}
	}
	if shown {
		return ""
	}
	return untold
}

func orBody(at string) string { return cmp.Or(at, "the answer") }

// kindOf is the JSON type of raw JSON; "absent" for none.
func kindOf(raw json.RawMessage) string {
	var v any
	if len(raw) == 0 || decode(raw, &v) != nil {
		return "absent"
	}
	return jsonType(v)
}

func jsonType(v any) string {
	switch v.(type) {
	case map[string]any:
		return "an object"
	case []any:
		return "an array"
	case string:
		return "a text"
	case json.Number:
		return "a number"
	case bool:
		return "true or false"
	}
	return "null"
}
