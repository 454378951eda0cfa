package reports

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// fill makes nil lists and maps empty, all the way down, unless they may be left out: a reader of the JSON finds a
// list where a list is promised, never null.
func fill(r *Report) { fillValue(reflect.ValueOf(r).Elem()) }

func fillValue(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fillValue(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			fillValue(v.Index(i))
		}
	case reflect.Struct:
		fillFields(v)
	}
}

func fillFields(v reflect.Value) {
	for i := range v.NumField() {
		f := v.Field(i)
		if !f.CanSet() {
			continue
		}
		empty := (f.Kind() == reflect.Slice || f.Kind() == reflect.Map) && f.IsNil()
		if empty && !strings.Contains(v.Type().Field(i).Tag.Get("json"), "omitempty") {
			f.Set(emptyOf(f.Type()))
			continue
		}
		fillValue(f)
	}
}

func emptyOf(t reflect.Type) reflect.Value {
	if t.Kind() == reflect.Map {
		return reflect.MakeMap(t)
	}
	return reflect.MakeSlice(t, 0, 0)
}

// plainJSON writes characters that would command a terminal or turn the reading direction as \uXXXX: the file
// means the same, and is harmless when somebody looks at it. Such characters stand in strings only.
func plainJSON(data []byte) []byte {
	if !bytes.ContainsFunc(data, treacherous) {
		return data
	}
	out := make([]byte, 0, len(data))
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if treacherous(r) {
			out = append(out, escaped(r)...)
		} else {
			out = append(out, data[:size]...)
		}
		data = data[size:]
	}
	return out
}

func escaped(r rune) string {
	if r < 0x10000 {
		return fmt.Sprintf(`\u%04x`, r)
	}
	r -= 0x10000
	return fmt.Sprintf(`\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
}
