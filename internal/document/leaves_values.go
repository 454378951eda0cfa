package document

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// errorCodes cuts the codes, one statement a row, as a page has them.
func (l *leaves) errorCodes(value any) {
	if none, is := value.(map[string]any); is && len(none) == 0 {
		return // an operation without codes of its own says nothing by that
	}
	l.object(SectionErrors, "", value, func(status string, value any) bool {
		rows, is := value.([]any)
		for _, row := range rows {
			l.errorCode(status, row)
		}
		return is
	})
}

func (l *leaves) errorCode(status string, value any) {
	row, _ := value.(map[string]any)
	if row == nil {
		l.any(SectionErrors, status, value)
		return
	}
	number, _ := strconv.Atoi(status)
	code, message := strings.TrimSpace(written(row["errorCode"])), strings.TrimSpace(written(row["errorMessage"])+" "+written(row["description"]))
	l.add(Row, SectionErrors, code, status+" "+code+" "+message, errorFact(number, code, message))
	l.members(SectionErrors, code, row, oneOf("errorCode", "errorMessage", "description"))
}

// samples cuts the samples of answers, which the metadata holds as a text that is JSON.
func (l *leaves) samples(value any) {
	var samples []map[string]any
	if json.Unmarshal([]byte(written(value)), &samples) != nil {
		l.add(Sample, SectionExamples, "responseDemo", written(value))
		return
	}
	for _, s := range samples {
		form := written(s["type"])
		l.add(Sample, SectionExamples, form, written(s["example"]))
		l.add(Sample, SectionExamples, join(form, "error"), written(s["errorExample"]))
		l.members(SectionExamples, form, s, oneOf("type", "example", "errorExample"))
	}
}

// oneOf passes over the members that were cut already.
func oneOf(known ...string) func(string, any) bool {
	return func(key string, _ any) bool { return slices.Contains(known, key) }
}

// kindOfLeaf tells prose and examples from values.
func kindOfLeaf(path string) Kind {
	switch key := lastOf(path); key {
	case "description", "summary", "title", "requestParamsDescription", "responseParamsDescription", "extraInfo":
		return Prose
	case "example":
		return Example
	}
	return Value
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// scalars joins a list of plain values; their order says nothing.
func scalars(items []any) (string, bool) {
	if len(items) == 0 {
		return "[]", true
	}
	var texts []string
	for _, item := range items {
		switch item.(type) {
		case map[string]any, []any:
			return "", false
		}
		texts = append(texts, written(item))
	}
	slices.Sort(texts)
	return strings.Join(texts, ", "), true
}

// written is a plain value as JSON writes it, text without its quotes; empty when there is none.
func written(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	data, _ := json.Marshal(value)
	return string(data)
}
