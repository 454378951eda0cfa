// Package strictyaml reads a YAML file into Go types and says exactly where a file departs from them: file,
// line, the field that is wrong and the one that was probably meant. Every file of the project that a person
// edits (ledger, account, inventory, divergences) is read through it.
package strictyaml

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/slbconform/slbconform/internal/nearest"
)

// Error is one mistake in a file a person edits.
type Error struct {
	File string // as the person knows it, from the root of the project
	Line int    // 1-based; 0 when the whole file is meant
	What string // what is wrong, and what was meant where that is known
}

// Error says file:line: what.
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.What)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.What)
}

// Errorf makes an Error.
func Errorf(file string, line int, format string, args ...any) error {
	return &Error{File: file, Line: line, What: fmt.Sprintf(format, args...)}
}

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
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return parseError(shown, err)
	}
	if len(doc.Content) == 0 {
		return Errorf(shown, 0, "the file is empty")
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
	if reflect.PointerTo(t).Implements(reflect.TypeFor[yaml.Unmarshaler]()) {
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
	}
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

var yamlLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)`)

// parseError turns the yaml package's error, whose position is only in its text, into ours.
func parseError(file string, err error) error {
	var typeErr *yaml.TypeError
	texts := []string{err.Error()}
	if errors.As(err, &typeErr) {
		texts = typeErr.Errors
	}
	var errs []error
	for _, text := range texts {
		if m := yamlLine.FindStringSubmatch(text); m != nil {
			line, _ := strconv.Atoi(m[1])
			errs = append(errs, Errorf(file, line, "%s", m[2]))
			continue
		}
		errs = append(errs, Errorf(file, 0, "%s", strings.TrimPrefix(text, "yaml: ")))
	}
	return errors.Join(errs...)
}
