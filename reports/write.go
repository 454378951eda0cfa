package reports

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Options say what Write does beyond writing the files.
type Options struct {
	// StepSummary is a file that summary.md is appended to as well: $GITHUB_STEP_SUMMARY. Empty: none.
	StepSummary string
	// Guard looks at the bytes of a file before they are written and refuses those that hold a secret. Nil: no
	// secret was in play.
	Guard func(file string, data []byte) error
}

// writers are the files of a report, each written from the typed report alone.
func writers() []file {
	return []file{
		{"conformance.json", writeJSON},
		{"junit.xml", writeJUnit},
	}
}

type file struct {
	name  string
	write func(io.Writer, *Report) error
}

// Write validates the report, by itself and against its JSON Schema, and writes it into dir in every form. A
// report that is refused (ErrContradiction, or an error of the schema) leaves no file, so that nobody reads an
// older one in its place. Lists that are nil are made empty first.
func Write(dir string, r *Report, o Options) error {
	fill(r)
	if err := r.Validate(); err != nil {
		return errors.Join(err, remove(dir))
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("the folder for reports cannot be made: %w", err)
	}
	var errs []error
	for _, f := range writers() {
		if err := f.into(dir, r, o); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", f.name, err))
		}
	}
	return errors.Join(errs...)
}

func (f file) into(dir string, r *Report, o Options) error {
	var buf bytes.Buffer
	if err := f.write(&buf, r); err != nil {
		return err
	}
	if o.Guard != nil {
		if err := o.Guard(f.name, buf.Bytes()); err != nil {
			return err
		}
	}
	if f.name == "summary.md" && o.StepSummary != "" {
		if err := appendTo(o.StepSummary, buf.Bytes()); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, f.name), buf.Bytes(), 0o644)
}

func appendTo(name string, data []byte) error {
	out, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("the step summary cannot be opened: %w", err)
	}
	_, err = out.Write(data)
	return errors.Join(err, out.Close())
}

// remove deletes the files of an earlier report.
func remove(dir string) error {
	var errs []error
	for _, f := range writers() {
		if err := os.Remove(filepath.Join(dir, f.name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func writeJSON(w io.Writer, r *Report) error {
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	if err := checkSchema(data); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	out.Write(plainJSON(data))
	out.WriteByte('\n')
	return out.Flush()
}

// Read reads a report that Write wrote, and validates it by its schema and by itself.
func Read(data []byte) (*Report, error) {
	if err := checkSchema(data); err != nil {
		return nil, err
	}
	var r Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("it is not a report: %w", err)
	}
	return &r, r.Validate()
}
