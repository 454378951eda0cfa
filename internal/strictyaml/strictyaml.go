// Package strictyaml reads a YAML file into Go types and says exactly where a file departs from them: file,
// line, the field that is wrong and the one that was probably meant. Every file of the project that a person
// edits (ledger, account, inventory, divergences) is read through it.
package strictyaml

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
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
	_, err := ReadTree(data, shown, out)
	return err
}

// ReadTree is Read for whoever needs the lines of the file besides: it returns the file as it was parsed.
func ReadTree(data []byte, shown string, out any) (*yaml.Node, error) {
	var documents []yaml.Node
	switch err := yaml.Load(data, &documents, yaml.WithAllDocuments()); {
	case err != nil:
		return nil, cmp.Or(noJSON(data, shown), unparsed(data, shown, err))
	case len(documents) == 0:
		return nil, Errorf(shown, 0, "the file is empty")
	case len(documents) > 1:
		return nil, Errorf(shown, documents[1].Line, "a second document begins; nobody would read it")
	}
	if err := Load(&documents[0], shown, out); err != nil {
		return nil, err
	}
	root := &documents[0]
	if root.Kind == yaml.DocumentNode && len(root.Content) == 1 {
		root = root.Content[0]
	}
	if line := emptyItem(root); line > 0 {
		return nil, Errorf(shown, line, "an item of a list is empty")
	}
	if err := noJSON(data, shown); err != nil {
		return nil, err
	}
	return root, nil
}

// noJSON is the error for a file that is called JSON and is none: a person who wrote JSON is told of JSON.
func noJSON(data []byte, shown string) error {
	if path.Ext(shown) != ".json" {
		return nil
	}
	if line, err := NoJSON(data); err != nil {
		return Errorf(shown, line, "it is not JSON: %v", err)
	}
	return nil
}

// NoJSON returns why a text is not JSON, as YAML with a comma too many is not, and the line of it.
func NoJSON(text []byte) (line int, err error) {
	var value json.RawMessage
	err = json.Unmarshal(text, &value)
	if at, ok := errors.AsType[*json.SyntaxError](err); ok {
		line = 1 + bytes.Count(text[:at.Offset], []byte("\n"))
	}
	return line, err
}

// Load is Read for a part of a file.
func Load(part *yaml.Node, shown string, out any) error {
	if err := part.Load(out, yaml.WithKnownFields()); err != nil {
		return translate(shown, err, out)
	}
	return nil
}

// emptyItem is the line of the first item of a list with nothing behind its dash, 0 where there is none: whoever counts items would
// leave it out.
func emptyItem(root *yaml.Node) int {
	line := 0
	FirstLine(root, func(n *yaml.Node) bool {
		at := slices.IndexFunc(n.Content, func(item *yaml.Node) bool { return item.Tag == "!!null" && item.Value == "" })
		if n.Kind != yaml.SequenceNode || at < 0 {
			return false
		}
		line = n.Content[at].Line
		return true
	})
	return line
}

var tabbed = regexp.MustCompile(`^ *\t`)

// unparsed names the mistakes that the yaml package tells without their line, or less plainly.
func unparsed(data []byte, file string, err error) error {
	for i, line := range bytes.Split(data, []byte("\n")) {
		switch {
		case !utf8.Valid(line):
			return Errorf(file, i+1, "the line is not UTF-8")
		case tabbed.Match(line):
			return Errorf(file, i+1, "a tab begins the line; YAML is indented with spaces")
		}
	}
	return translate(file, err, new(any))
}

// collectFields notes, by the name of each struct type below t, what its fields are called in YAML.
func collectFields(t reflect.Type, into map[string][]string) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		collectFields(t.Elem(), into)
		return
	case reflect.Struct:
	default:
		return
	}
	if _, known := into[t.String()]; known {
		return
	}
	into[t.String()] = nil
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case name == "-" || !f.IsExported():
			continue
		case name == "" && options != "inline":
			name = strings.ToLower(f.Name)
		}
		collectFields(f.Type, into)
		if options == "inline" {
			into[t.String()] = append(into[t.String()], into[f.Type.String()]...)
			continue
		}
		into[t.String()] = append(into[t.String()], name)
	}
}

// KeptEnd ends the name of the file beside another that keeps what was read from it.
const KeptEnd = ".kept"

// ReadKept is ReadFile for a file that every mock is started with: beside it stands what it held when a test last wrote it,
// which is read in a quarter of the time. It reports whether that is so still; a file that was edited since is not read.
func ReadKept(files fs.FS, name string, out any) bool {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return false
	}
	kept, err := fs.ReadFile(files, name+KeptEnd)
	if err != nil {
		return false
	}
	of, values, _ := bytes.Cut(kept, []byte("\n"))
	return string(of) == fmt.Sprintf("%x", sha256.Sum256(data)) && json.Unmarshal(values, out) == nil
}
