package mocktarget

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/methods"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
	"github.com/slbconform/slbconform/internal/wire"
)

// Document is the OpenAPI document that the mock is held against before it is asked.
type Document interface {
	AnswersMore(action string) bool     // than that something was done
	Lists(code string, status int) bool // the platform does
	Codes() map[string]int              // that the platform lists, with their lines
	Recorded(action string, status int, body *yaml.Node, file string) error
	Actions() wire.Actions
	States(id string) (known bool, meant string) // whether a ledger has a rule, by its full id, and the nearest that one has
}

// Plays holds that the mock plays the operations of a ledger, and that its answers, and the codes that it gives on order, are
// what a document has. Where the files that the mock was loaded from are wrong, one line says so, and no scenario does.
func (c *Config) Plays(files fs.FS, operations []string, d Document) error {
	var played []string
	for name, o := range c.Table.Operations {
		if o.Ledger {
			played = append(played, name)
		}
	}
	err := methods.Hold("internal/mock", slices.Sorted(slices.Values(played)), operations)
	if err == nil {
		err = c.folders(files)
	}
	if err == nil { // else the answers of what is misspelt are not there either
		err = mock.Recorded(c.Table, c.Answers)
	}
	if err != nil {
		return err
	}
	errs := append(c.recorded(d), c.stated(operations, d))
	if order, err := fixtures.LoadCodes(files); err != nil {
		errs = append(errs, err)
	} else {
		errs = slices.Concat(errs, onOrder(order, d), c.platform(order, d))
	}
	return errors.Join(append(errs, c.published(d))...)
}

// recorded holds that every recorded answer is what the document says, and that there is one for each success that has more to say than
// its request id.
func (c *Config) recorded(d Document) (errs []error) {
	hold := func(action, _ string, one fixtures.Answer) {
		errs = append(errs, d.Recorded(action, one.Status, one.Body.Source(), one.File))
	}
	shared := false
	for _, name := range slices.Sorted(maps.Keys(c.Table.Operations)) {
		_, err := c.Answers.Own(name, "success")
		underTest := c.Table.Operations[name].Ledger
		switch none := errors.Is(err, fixtures.ErrNoAnswer); {
		case none && d.AnswersMore(name):
			errs = append(errs, strictyaml.Errorf("fixtures/"+fixtures.AnswerPath(name, "success", underTest), 0, "it is missing, and the success of %s has members besides its request id", name))
		case none && underTest && !shared:
			shared = true
			if one, err := c.Answers.Find(name, "success"); err == nil {
				hold(name, "", *one)
			}
		}
	}
	unread := c.Answers.All(hold)
	return append(errs, unread)
}

// folders holds that each folder of answers of the platform is of an action that the mock plays, or of all.
func (c *Config) folders(files fs.FS) error {
	known := slices.AppendSeq([]string{fixtures.Common, fixtures.Gateway}, maps.Keys(c.Table.Operations))
	found, err := fs.Glob(files, "platform/answers/*")
	errs := []error{err}
	for _, folder := range found {
		if name := path.Base(folder); !slices.Contains(known, name) {
			errs = append(errs, strictyaml.Errorf("fixtures/"+folder, 0, "internal/mock plays no action of this name%s", nearest.Slip(name, known)))
		}
	}
	return errors.Join(errs...)
}

// stated holds that each rule which the table names is one of a ledger. Rules that several operations share are told once.
func (c *Config) stated(operations []string, d Document) error {
	var errs []error
	told := map[string]bool{}
	hold := func(action, id, refused string) {
		_, short, _ := strings.Cut(id, "/")
		if id == "" || told[short] || action != "" && !slices.Contains(operations, action) {
			return
		}
		if known, meant := d.States(id); !known {
			told[short] = true
			errs = append(errs, strictyaml.Errorf("internal/mock", 0, "%s%s: no rules.yaml of spec states this rule%s", id, refused, meant))
		}
	}
	for _, action := range operations {
		o := c.Table.Operations[action]
		for _, right := range o.Rights {
			hold(action, action+"/"+right, ", one of the Rights")
		}
		for _, code := range o.Rows {
			hold(action, action+"/error."+code, ", of one of the Rows")
		}
	}
	for _, r := range c.Table.Rules {
		hold(r.Action, r.ID, ", refused with "+r.Outcome)
		hold(r.Action, r.Also, ", refused with "+r.Outcome)
	}
	return errors.Join(errs...)
}

// published names the actions of the list of the API that are misspelt: each is like one that the document has, or the mock plays, and the
// list has not.
func (c *Config) published(d Document) error {
	listed, declared := c.Answers.Actions(), d.Actions()
	known := slices.AppendSeq(slices.Collect(maps.Keys(c.Table.Operations)), maps.Keys(declared))
	others := slices.DeleteFunc(slices.Sorted(maps.Keys(listed)), func(name string) bool { return slices.Contains(known, name) })
	var errs []error
	for _, action := range slices.Compact(slices.Sorted(slices.Values(known))) {
		if listed[action] != 0 || declared[action].Invented {
			continue
		}
		if like := nearest.Name(action, others); like != "" {
			errs = append(errs, strictyaml.Errorf(fixtures.ActionsFile, listed[like], "the API has no action %q; did you mean %q?", like, action))
		}
	}
	return errors.Join(errs...)
}

// onOrder holds the codes that the mock gives only on order against the document, which has each under its status.
func onOrder(codes []fixtures.Code, d Document) (errs []error) {
	for _, c := range codes {
		if !c.Sibling && !d.Lists(c.Code, c.Status) {
			errs = append(errs, strictyaml.Errorf(fixtures.CodesFile, c.Line, "spec/platform/openapi.yaml does not list the code %s under status %d", c.Code, c.Status))
		}
	}
	return errs
}

// platform holds that the mock can answer with each code that the document lists for the platform: of itself, or on order.
func (c *Config) platform(order []fixtures.Code, d Document) (errs []error) {
	var known []string
	for _, one := range order {
		known = append(known, one.Code)
	}
	_ = c.Answers.All(func(_, outcome string, one fixtures.Answer) {
		known = append(known, outcome) // its code has a slip, where it is another
		if _, code := strictyaml.Field(one.Body.Source(), "Code"); code != nil {
			known = append(known, code.Value)
		}
	}) // those that cannot be read are told already
	listed := d.Codes()
	for _, code := range slices.Sorted(maps.Keys(listed)) {
		meant := nearest.Name(code, known)
		if !slices.Contains(known, code) && (meant == "" || listed[meant] != 0) { // else the answer with what was meant is told
			errs = append(errs, strictyaml.Errorf("spec/platform/openapi.yaml", listed[code], "x-codes lists %q, with which nothing of fixtures answers%s", code, nearest.Hint(code, known)))
		}
	}
	return errs
}
