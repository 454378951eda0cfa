package reports

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/slbconform/slbconform/internal/folder"
	"github.com/slbconform/slbconform/internal/secrets"
)

// Options say what Write does beyond writing the files.
type Options struct {
	// StepSummary is a file that summary.md is appended to as well: $GITHUB_STEP_SUMMARY. Empty: none.
	StepSummary string
	// Warn is told what went wrong beside the files, such as a step summary that cannot be written; nil: nobody is.
	Warn func(string)
	// Secrets of the run, which no file may hold in any form. A file that would is not written, and the error is
	// a *secrets.LeakError. What has the shape of a credential is refused without being told.
	Secrets []string
}

// writers are the files of a report, each written from the typed report alone.
func writers() []file {
	return []file{
		{"conformance.json", writeJSON},
		{"junit.xml", writeJUnit},
		{"summary.md", writeSummary},
		{"index.html", writeHTML},
		{"exchanges.har", writeHAR},
		{"messages.ndjson", writeMessages},
	}
}

type file struct {
	name  string
	write func(io.Writer, *Report) error
}

// Write validates the report and writes it into dir in every form. If it is not valid (ErrContradiction), files of an earlier
// report are removed, so that nobody takes them for this one. Nil lists are made empty first.
func Write(dir string, r *Report, o Options) error {
	fill(reflect.ValueOf(r))
	if err := r.Validate(); err != nil {
		return errors.Join(err, remove(dir))
	}
	if err := PrepareDir(dir); err != nil {
		return err
	}
	files := writers()
	errs := make([]error, len(files))
	var all sync.WaitGroup
	for i, f := range files {
		all.Go(func() { errs[i] = f.orNothing(dir, r, o) })
	}
	all.Wait()
	if errs[slices.IndexFunc(files, func(f file) bool { return f.name == "summary.md" })] == nil {
		o.step(dir)
	}
	return together(dir, files, errs)
}

// together joins the errors of files, with one message for each system error such as a full disk.
func together(dir string, files []file, errs []error) error {
	var told []error
	names := map[syscall.Errno][]string{}
	for i, err := range errs {
		why, ok := errors.AsType[syscall.Errno](err)
		if !ok {
			told = append(told, err)
			continue
		}
		names[why] = append(names[why], files[i].name)
	}
	for why, of := range names {
		told = append(told, fmt.Errorf("%s: %s not written: %w", dir, strings.Join(of, ", "), why))
	}
	return errors.Join(told...)
}

// PrepareDir makes the folder for reports if there is none, and checks that a file can be written in it.
func PrepareDir(dir string) error {
	if err := folder.Make(dir); err != nil {
		return fmt.Errorf("the folder for reports cannot be made: %w", err)
	}
	f, err := os.CreateTemp(dir, ".writable-*")
	if err != nil {
		return fmt.Errorf("nothing can be written into the folder for reports: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// orNothing writes the file; if that fails, it removes an older one.
func (f file) orNothing(dir string, r *Report, o Options) error {
	if err := secrets.Write(filepath.Join(dir, f.name), o.Secrets, func(w io.Writer) error { return f.write(w, r) }); err != nil {
		return errors.Join(err, f.remove(dir))
	}
	return nil
}

// step appends summary.md to the step summary of a build. Failure is only a warning.
func (o Options) step(dir string) {
	if o.StepSummary == "" {
		return
	}
	data, err := os.ReadFile(filepath.Join(dir, "summary.md"))
	if err == nil {
		err = appendTo(o.StepSummary, data)
	}
	if err != nil && o.Warn != nil {
		o.Warn("the summary of the build step could not be written, all report files are there: " + err.Error())
	}
}

func appendTo(name string, data []byte) error {
	out, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return errors.Join(err, out.Close())
}

// remove deletes the files of an earlier report.
func remove(dir string) error {
	var errs []error
	for _, f := range writers() {
		errs = append(errs, f.remove(dir))
	}
	return errors.Join(errs...)
}

func (f file) remove(dir string) error {
	if err := os.Remove(filepath.Join(dir, f.name)); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Read reads a report that Write wrote. A report that does not match the schema or contradicts itself (ErrContradiction) is an
// error.
func Read(data []byte) (*Report, error) {
	if err := checkVersion(data); err != nil {
		return nil, err
	}
	if err := checkSchema(data); err != nil {
		return nil, err
	}
	var r Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("it is not a report: %w", err)
	}
	if err := r.Validate(); err != nil {
		return nil, err
	}
	return &r, nil
}

// checkVersion returns an error for what is no report of a version that this program reads; errors from the schema would be
// about details.
func checkVersion(data []byte) error {
	var of struct {
		Version string `json:"version"`
		Rules   []struct {
			ID string `json:"id"`
		} `json:"rules"`
	}
	err := json.Unmarshal(data, &of)
	torn, broken := errors.AsType[*json.SyntaxError](err)
	other, typed := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return errors.New("the file is empty; a run writes a report as conformance.json")
	case broken && torn.Offset >= int64(len(bytes.TrimRight(data, " \r\n\t"))):
		return fmt.Errorf("it is not JSON to its end: is it cut off? (%w)", err)
	case broken:
		return fmt.Errorf("it is not JSON, in line %d: %w", 1+bytes.Count(data[:torn.Offset], []byte("\n")), err)
	case typed && other.Field != "":
		return fmt.Errorf("its %q is written as a %s: it is no report; a run writes one as conformance.json", other.Field, other.Value)
	case err != nil || of.Version == "":
		return errors.New("it is no report: it has no version; a run writes one as conformance.json")
	case of.Version == "1.0":
		return fmt.Errorf("it is a report of version 1.0, which knew one operation and no bases; read it with the program that wrote it, or make the run again: this program reads version %s", Version)
	}
	known, _, _ := strings.Cut(Version, ".")
	if major, _, _ := strings.Cut(of.Version, "."); major != known {
		return fmt.Errorf("it is a report of version %s, this program reads %s.x: read it with the program that wrote it", of.Version, known)
	}
	for _, rule := range of.Rules {
		if !strings.Contains(rule.ID, "/") {
			return fmt.Errorf("its rule %q is named without its operation, as by early programs; read it with the program that wrote it, or make the run again", rule.ID)
		}
	}
	return nil
}
