package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
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

var tabbed = regexp.MustCompile(`^ *\t`)

// unparsed names the mistakes that the yaml package tells without their line, or with another.
func unparsed(data []byte, file string, err error) error {
	for i, line := range bytes.Split(data, []byte("\n")) {
		switch {
		case !utf8.Valid(line):
			return Errorf(file, i+1, "the line is not UTF-8")
		case tabbed.Match(line):
			return Errorf(file, i+1, "a tab begins the line; YAML is indented with spaces")
		}
	}
	return parseError(file, err)
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
