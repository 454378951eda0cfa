// Package strictyaml reads a YAML file into Go types and says exactly where a file departs from them: file,
// line, the field that is wrong and the one that was probably meant. Every file of the project that a person
// edits (ledger, account, inventory, divergences) is read through it.
package strictyaml

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/slbconform/slbconform/internal/nearest"
)

// ReadFile reads the named file of files into out, a pointer to a struct with yaml tags. shown is the name used
// in errors. Fields that out does not have, values of another type and YAML that does not parse are *Error; all
// mistakes of the file are reported, joined.
func ReadFile(files fs.FS, name, shown string, out any) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("%s: cannot be read: %w", shown, err)
	}
	return Read(data, shown, out)
}

// Read is ReadFile for a file that is already in memory.
func Read(data []byte, shown string, out any) error {
	var doc, more yaml.Node
	documents := yaml.NewDecoder(bytes.NewReader(data))
	if err := documents.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return unparsed(data, shown, err)
	}
	if len(doc.Content) == 0 {
		return Errorf(shown, 0, "the file is empty")
	}
	switch err := documents.Decode(&more); {
	case err == nil:
		return Errorf(shown, more.Line, "a second document begins; nobody would read it")
	case !errors.Is(err, io.EOF):
		return unparsed(data, shown, err)
	}
	var errs []error
	checkFields(shown, doc.Content[0], reflect.TypeOf(out).Elem(), "", &errs)
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	if err := doc.Content[0].Decode(out); err != nil {
		return parseError(shown, err)
	}
	return nil
}

// checkFields walks a node beside the type it is to become and collects fields the type does not have.
func checkFields(file string, n *yaml.Node, t reflect.Type, path string, errs *[]error) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if readsItself(t) {
		return
	}
	switch {
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Struct:
		checkStruct(file, n, t, path, errs)
	case n.Kind == yaml.MappingNode && t.Kind() == reflect.Map:
		for i := 0; i+1 < len(n.Content); i += 2 {
			checkFields(file, n.Content[i+1], t.Elem(), join(path, n.Content[i].Value), errs)
		}
	case n.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for i, item := range n.Content {
			checkFields(file, item, t.Elem(), fmt.Sprintf("%s[%d]", path, i), errs)
		}
	case n.Tag != "!!null" && n.Kind != kindFor(t):
		what := "the file"
		if path != "" {
			what = fmt.Sprintf("field %q", path)
		}
		*errs = append(*errs, Errorf(file, n.Line, "%s is %s; %s is meant", what, named(n.Kind), named(kindFor(t))))
	}
}

// readsItself reports whether a type is more than its fields: it takes what it understands.
func readsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return t.Kind() == reflect.Interface || p.Implements(reflect.TypeFor[yaml.Unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// kindFor is what a value of a type is written as.
func kindFor(t reflect.Type) yaml.Kind {
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return yaml.MappingNode
	case reflect.Slice:
		return yaml.SequenceNode
	}
	return yaml.ScalarNode
}

func named(k yaml.Kind) string {
	switch k {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	return "a single value"
}

func checkStruct(file string, n *yaml.Node, t reflect.Type, path string, errs *[]error) {
	fields := fieldsOf(t)
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if first, twice := seen[key.Value]; twice {
			*errs = append(*errs, Errorf(file, key.Line, "field %q stands twice, first on line %d", join(path, key.Value), first))
			continue
		}
		seen[key.Value] = key.Line
		ft, ok := fields[key.Value]
		if !ok {
			*errs = append(*errs, Errorf(file, key.Line, "unknown field %q%s", join(path, key.Value), nearest.Hint(key.Value, names(fields))))
			continue
		}
		checkFields(file, value, ft, join(path, key.Value), errs)
	}
}

func fieldsOf(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for i := range t.NumField() {
		f := t.Field(i)
		tag, opts, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case tag == "-" || !f.IsExported():
		case opts == "inline":
			for k, v := range fieldsOf(f.Type) {
				out[k] = v
			}
		case tag != "":
			out[tag] = f.Type
		default:
			out[strings.ToLower(f.Name)] = f.Type
		}
	}
	return out
}

func names(m map[string]reflect.Type) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
