package wire

import (
	"cmp"
	"encoding/json"
	"reflect"
	"strings"
)

// Decode reads JSON as encoding/json does, but takes members under their very names alone: a service may send another one whose
// name differs in the case of a letter. What is of another type than it should be stays empty, and is the error.
// An embedded struct is read where its type is exported.
func Decode(data []byte, into any) error { return decode(JSON(data), reflect.ValueOf(into).Elem()) }

func decode(data []byte, into reflect.Value) error {
	_, own := into.Addr().Interface().(json.Unmarshaler)
	switch kind := into.Kind(); {
	case kind == reflect.Pointer && string(data) != "null":
		into.Set(reflect.New(into.Type().Elem()))
		return decode(data, into.Elem())
	case kind == reflect.Struct && !own:
		var members map[string]json.RawMessage
		err := json.Unmarshal(data, &members)
		failed := fields(members, data, into)
		return cmp.Or(err, failed)
	case kind == reflect.Slice && into.Type().Elem().Kind() == reflect.Struct:
		var items []json.RawMessage
		err := json.Unmarshal(data, &items)
		into.Set(reflect.MakeSlice(into.Type(), len(items), len(items)))
		for i, item := range items {
			failed := decode(item, into.Index(i))
			err = cmp.Or(err, failed)
		}
		return err
	}
	return json.Unmarshal(data, into.Addr().Interface())
}

// fields fills a struct; what it embeds has the members of the same object.
func fields(members map[string]json.RawMessage, data []byte, into reflect.Value) (err error) {
	for i := range into.NumField() {
		field := into.Type().Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		raw, has := members[cmp.Or(name, field.Name)]
		if field.Anonymous {
			raw, has = data, members != nil
		}
		if has && field.IsExported() && name != "-" {
			failed := decode(raw, into.Field(i))
			err = cmp.Or(err, failed)
		}
	}
	return err
}
