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
	for _, e := range several.Errors {
		line, text := int(e.Mark.Line), strings.TrimPrefix(e.Message, "yaml: ")
		if m := ownLine.FindStringSubmatch(text); m != nil {
			line, _ = strconv.Atoi(m[1])
			text = m[2]
		}
		errs = append(errs, Errorf(file, line, "%s", plain(text, fields)))
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
	case goType == "bool":
		return "true or false"
	}
	return "a single value"
}
