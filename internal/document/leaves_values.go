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
	byStatus, _ := value.(map[string]any)
	for _, status := range sortedKeys(byStatus) {
		number, _ := strconv.Atoi(status)
		for _, item := range list(byStatus[status]) {
			row, _ := item.(map[string]any)
			code, message := strings.TrimSpace(written(row["errorCode"])), strings.TrimSpace(written(row["errorMessage"])+" "+written(row["description"]))
			l.add(Row, SectionErrors, code, status+" "+code+" "+message, errorFact(number, code, message))
		}
	}
}

// samples cuts the samples of answers, which the metadata holds as a text that is JSON.
func (l *leaves) samples(value any) {
	var samples []struct {
		Type         string `json:"type"`
		Example      string `json:"example"`
		ErrorExample string `json:"errorExample"`
	}
	if json.Unmarshal([]byte(written(value)), &samples) != nil {
		l.add(Sample, SectionExamples, "responseDemo", written(value))
		return
	}
	for _, s := range samples {
		l.add(Sample, SectionExamples, s.Type, s.Example)
		l.add(Sample, SectionExamples, join(s.Type, "error"), s.ErrorExample)
	}
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

func list(value any) []any {
	items, _ := value.([]any)
	return items
}

// scalars joins a list of plain values; their order says nothing.
func scalars(items []any) (string, bool) {
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
