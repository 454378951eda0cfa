package strictyaml

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

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

// translate turns the yaml package's errors into ours, all of them joined.
func translate(file string, err error, out any) error {
	var several *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &several):
	case errors.As(err, &one):
		several = &yaml.LoadErrors{Errors: []*yaml.LoadError{one}}
	default:
		return Errorf(file, 0, "%s", err)
	}
	fields := map[string][]string{}
	collectFields(reflect.TypeOf(out), fields)
	var errs []error
	repeats := false
	var strangers []string // fields of the file itself
	for _, e := range several.Errors {
		line, text := int(e.Mark.Line), strings.TrimPrefix(e.Message, "yaml: ")
		if m := ownLine.FindStringSubmatch(text); m != nil {
			line, _ = strconv.Atoi(m[1])
			text = m[2]
		}
		if m := unknownField.FindStringSubmatch(text); m != nil && "*"+m[2] == reflect.TypeOf(out).String() {
			strangers = append(strangers, m[1])
		}
		if again := twice.MatchString(text); !again || !repeats {
			errs = append(errs, Errorf(file, line, "%s", plain(text, fields)))
			repeats = again // an item whose first line is gone repeats the fields of the item before
		}
	}
	if len(strangers) > 3 {
		return Errorf(file, 0, "it is another kind of file: %s and others are no fields here; those are %s",
			strings.Join(strangers[:3], ", "), strings.Join(fields[strings.TrimPrefix(reflect.TypeOf(out).String(), "*")], ", "))
	}
	return errors.Join(errs...)
}

var (
	// What a type's own UnmarshalYAML finds further down names its line in its text.
	ownLine      = regexp.MustCompile(`^line (\d+): (.*)`)
	unknownField = regexp.MustCompile(`^field (.*) not found in type (.+)$`)
	twice        = regexp.MustCompile(`^mapping key (".*") already defined at line (\d+)$`)
	otherKind    = regexp.MustCompile("(?s)^cannot construct !!(\\w+)(?: `(.*)`)? into (\\S+)$")
)

// plain says a message of the yaml package without names of Go types. fields are the fields of each type.
func plain(text string, fields map[string][]string) string {
	if m := unknownField.FindStringSubmatch(text); m != nil {
		return fmt.Sprintf("unknown field %q%s", m[1], nearest.Hint(m[1], fields[m[2]]))
	}
	if m := twice.FindStringSubmatch(text); m != nil {
		return fmt.Sprintf("field %s stands twice, first on line %s", m[1], m[2])
	}
	if m := otherKind.FindStringSubmatch(text); m != nil {
		written := cmp.Or(map[string]string{"seq": "a list", "map": "a mapping"}[m[1]], strconv.Quote(m[2]))
		return fmt.Sprintf("%s stands where %s is meant", written, meant(m[3]))
	}
	if strings.HasPrefix(text, "did not find expected") {
		return text + ": the indentation, a quote or a bracket of this line, or of one before, is not what it should be"
	}
	return text
}

// meant is how a value of a Go type is written.
func meant(goType string) string {
	switch {
	case strings.HasPrefix(goType, "[]"):
		return "a list"
	case strings.HasPrefix(goType, "map["), strings.Contains(goType, "."):
		return "a mapping"
	case strings.HasPrefix(goType, "int"), strings.HasPrefix(goType, "uint"):
		return "a whole number"
	case strings.HasPrefix(goType, "float"):
		return "a number"
	case goType == "bool":
		return "true or false"
	}
	return "a single value"
}

// Line returns the line on which a field stands, for what only its reader can tell to be wrong; that of the last field
// on the way where it is missing, 0 when there is none. path are the keys that lead to it, and the numbers of items.
func Line(data []byte, path ...string) int {
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil || len(doc.Content) == 0 {
		return 0
	}
	return LineOf(doc.Content[0], path...)
}

// LineOf is Line for a tree that is read already.
func LineOf(at *yaml.Node, path ...string) int {
	line := 0
	for _, name := range path {
		key, value := Field(at, name)
		if n, err := strconv.Atoi(name); at.Kind == yaml.SequenceNode && err == nil && n < len(at.Content) {
			key, value = at.Content[n], at.Content[n]
		}
		if key == nil {
			return line
		}
		at, line = value, key.Line
	}
	return line
}

// Field is a field of a mapping and its value; nil where there is none.
func Field(n *yaml.Node, name string) (key, value *yaml.Node) {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}

// ItemLines finds the line of every item of every list that stands in the outermost mapping: "rules" → [12 15 …].
func ItemLines(tree *yaml.Node) map[string][]int {
	lines := map[string][]int{}
	for i := 0; tree.Kind == yaml.MappingNode && i+1 < len(tree.Content); i += 2 {
		for _, item := range tree.Content[i+1].Content {
			lines[tree.Content[i].Value] = append(lines[tree.Content[i].Value], item.Line)
		}
	}
	return lines
}

// FirstLine is the line of the first node that is looked for, 0 where there is none.
func FirstLine(n *yaml.Node, is func(*yaml.Node) bool) int {
	if is(n) {
		return n.Line
	}
	for _, child := range n.Content {
		if line := FirstLine(child, is); line > 0 {
			return line
		}
	}
	return 0
}
