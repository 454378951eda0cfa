package reports

import (
	"reflect"
	"strings"
)

// fill replaces nil lists and maps by empty ones, except those with omitempty, so that the JSON never has null where its
// schema promises a list.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if of := v.Type().Field(i); of.IsExported() {
				fillField(v.Field(i), strings.HasSuffix(of.Tag.Get("json"), ",omitempty"))
			}
		}
	}
}

func fillField(v reflect.Value, optional bool) {
	switch {
	case v.Kind() == reflect.Slice && v.IsNil() && !optional:
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	case v.Kind() == reflect.Map && v.IsNil() && !optional:
		v.Set(reflect.MakeMap(v.Type()))
	}
	fill(v)
}
