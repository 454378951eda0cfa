package steps

import (
	"maps"
	"reflect"
	"strconv"
	"strings"

	"github.com/alibabacloud-go/tea/dara"
)

// parameters are those of a request, by name; nil is one that is left out.
type parameters map[string]*string

// into fills a request of the SDK with what it has a field for. What it has none for goes beside it, as a query.
func (p parameters) into(request any, runtime *dara.RuntimeOptions) *dara.RuntimeOptions {
	rest := maps.Clone(p)
	fields := reflect.ValueOf(request).Elem()
	for i := range fields.NumField() {
		name, _, _ := strings.Cut(fields.Type().Field(i).Tag.Get("json"), ",")
		if value := rest[name]; value != nil && fill(fields.Field(i), *value) {
			delete(rest, name)
		}
	}
	runtime.ExtendsParameters.Queries = rest
	return runtime
}

// fill sets a field of the SDK, if the text can be of its type.
func fill(field reflect.Value, text string) bool {
	switch field.Interface().(type) {
	case *string:
		field.Set(reflect.ValueOf(&text))
		return true
	case *bool:
		value := text == "true" // any other writing, "TRUE" too, is sent as it stands
		if text != strconv.FormatBool(value) {
			return false
		}
		field.Set(reflect.ValueOf(&value))
		return true
	}
	return false
}
