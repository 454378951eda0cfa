package reports

import (
	"bufio"
	"encoding/json"
	"io"
	"reflect"
	"strings"
)

// writeJSON writes conformance.json. A report of ten thousand scenarios is large, so it is marshalled, held against
// its schema and written member by member, and its lists element by element.
func writeJSON(w io.Writer, r *Report) error {
	j := jsonWriter{w: bufio.NewWriter(w)}
	if err := j.report(reflect.ValueOf(r).Elem()); err != nil {
		return err
	}
	return j.w.Flush()
}

type jsonWriter struct {
	w      *bufio.Writer
	schema schemas
}

func (j *jsonWriter) report(v reflect.Value) error {
	between := "{\n"
	for i := range v.NumField() {
		name, optional := strings.CutSuffix(v.Type().Field(i).Tag.Get("json"), ",omitempty")
		if optional && v.Field(i).IsZero() {
			continue
		}
		j.w.WriteString(between + ` "` + name + `": `)
		between = ",\n"
		if err := j.member(name, v.Field(i)); err != nil {
			return err
		}
	}
	_, err := j.w.WriteString("\n}\n")
	return err
}

func (j *jsonWriter) member(name string, v reflect.Value) error {
	if v.Kind() != reflect.Slice || v.Len() == 0 {
		return j.value(v, "#/properties/"+name, " ")
	}
	between := "[\n  "
	for i := range v.Len() {
		j.w.WriteString(between)
		between = ",\n  "
		if err := j.value(v.Index(i), "#/properties/"+name+"/items", "  "); err != nil {
			return err
		}
	}
	_, err := j.w.WriteString("\n ]")
	return err
}

// value writes one value that keeps its part of the schema.
func (j *jsonWriter) value(v reflect.Value, part, indent string) error {
	data, err := json.MarshalIndent(v.Interface(), indent, " ")
	if err != nil {
		return err
	}
	if err := j.schema.check(part, data); err != nil {
		return err
	}
	_, err = j.w.Write(plainJSON(data))
	return err
}
