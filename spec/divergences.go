package spec

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

const divergencesFile = "divergences.yaml"

// Divergences are the listed disagreements between documents and service. They are never changed after LoadDivergences, and
// safe for concurrent use.
type Divergences struct {
	List []Divergence `yaml:"divergences"`
}

// Divergence is one disagreement, expected until it expires.
type Divergence struct {
	Rule     string   `yaml:"rule"`     // id of the ledger: short in the file, full once it is read
	Target   string   `yaml:"target"`   // live, replay or mock
	Region   string   `yaml:"region"`   //
	Reason   string   `yaml:"reason"`   // why it is accepted
	Evidence Evidence `yaml:"evidence"` // what is seen
	Since    Day      `yaml:"since"`    // when it was first seen
	Expires  Day      `yaml:"expires"`  // the last day on which it is expected
	Issue    string   `yaml:"issue"`    // where it is followed up

	File string `yaml:"-"` // where it stands
	Line int    `yaml:"-"`
}

// Evidence is how a disagreement shows: an answer's status and code, or a place and what is there, as in Departure.Where and
// Departure.Got.
type Evidence struct {
	Status int    `yaml:"status,omitempty"`
	Code   string `yaml:"code,omitempty"`
	Where  string `yaml:"where,omitempty"`
	Got    string `yaml:"got,omitempty"`
}

// fits reports whether what was seen matches all fields of the listed evidence that are set.
func (e Evidence) fits(seen Evidence) bool {
	return (e.Status == 0 || e.Status == seen.Status) && (e.Code == "" || e.Code == seen.Code) &&
		(e.Where == "" || e.Where == seen.Where) && (e.Got == "" || e.Got == seen.Got)
}

// Day is a date without a time, written YYYY-MM-DD.
type Day string

func dayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// Match returns the divergence that expects what was seen of a rule (its full id) on a target in a region and is valid today; nil
// for none. Days are in the time zone of today.
func (d *Divergences) Match(rule, target, region string, seen Evidence, today time.Time) *Divergence {
	for i := range d.List {
		l := &d.List[i]
		if l.Rule == rule && l.Target == target && l.Region == region && l.Evidence.fits(seen) && l.Since <= dayOf(today) && dayOf(today) <= l.Expires {
			return l
		}
	}
	return nil
}

// LoadDivergences reads the divergences.yaml of every operation, and of the platform if it has one, and checks them by the
// ledger. The error joins all mistakes; each is a *strictyaml.Error with file and line.
func LoadDivergences(files fs.FS, l *Ledger) (*Divergences, error) {
	all := &Divergences{}
	var errs []error
	for _, folder := range append(l.Names(), Platform) {
		read, err := readDivergences(files, folder, l)
		if folder == Platform && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		all.List, errs = append(all.List, read...), append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return all, nil
}

func readDivergences(files fs.FS, folder string, l *Ledger) ([]Divergence, error) {
	name := path.Join(folder, divergencesFile)
	shown := path.Join("spec", name)
	data, err := fs.ReadFile(files, name)
	if errors.Is(err, fs.ErrNotExist) && folder != Platform {
		return nil, strictyaml.Errorf(shown, 0, "it is missing: where the service is not known to disagree with the documents, it holds the line \"divergences: []\"")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", shown, err)
	}
	var d Divergences
	tree, err := strictyaml.ReadTree(data, shown, &d)
	if err != nil {
		return nil, err
	}
	lines := strictyaml.ItemLines(tree)["divergences"]
	var errs []error
	for i := range d.List {
		entry := &d.List[i]
		entry.File, entry.Line = shown, lines[i]
		for _, problem := range entry.problems(l, folder) {
			errs = append(errs, strictyaml.Errorf(shown, entry.Line, "%s", problem))
		}
		entry.Rule = folder + "/" + entry.Rule
	}
	return d.List, errors.Join(errs...)
}

var regionForm = regexp.MustCompile(`^[a-z]{2,3}(-[a-z0-9]+)+$`)

// problems lists what is wrong with one entry. What is missing is one mistake.
func (d *Divergence) problems(l *Ledger, operation string) []string {
	var p, missing []string
	for _, f := range []struct {
		name    string
		missing bool
	}{
		{"rule", d.Rule == ""}, {"target", d.Target == ""}, {"region", d.Region == ""}, {"reason", d.Reason == ""}, {"evidence", d.Evidence == Evidence{}},
		{"since", d.Since == ""}, {"expires", d.Expires == ""}, {"issue", d.Issue == ""},
	} {
		if f.missing {
			missing = append(missing, f.name)
		}
	}
	if len(missing) > 0 {
		p = append(p, fmt.Sprintf("it has no %s: a divergence says where, why, how it shows, since when and until when, and where it is followed up", strings.Join(missing, ", no ")))
	}
	if d.Rule != "" && l.Rule(operation+"/"+d.Rule) == nil {
		p = append(p, fmt.Sprintf("spec/%s/rules.yaml has no rule %q%s", operation, d.Rule, l.Hint(d.Rule)))
	}
	if targets := []string{"live", "replay", "mock"}; d.Target != "" && !slices.Contains(targets, d.Target) {
		p = append(p, fmt.Sprintf("target %q is not known: live, replay or mock%s", d.Target, nearest.Hint(d.Target, targets)))
	}
	if d.Region != "" && !regionForm.MatchString(d.Region) {
		p = append(p, fmt.Sprintf("region %q is not written like one, such as cn-hangzhou", d.Region))
	}
	if (d.Evidence.Where == "") != (d.Evidence.Got == "") {
		p = append(p, "evidence has one of where and got, and needs both: anything would be expected else")
	}
	return append(p, d.dateProblems()...)
}

func (d *Divergence) dateProblems() []string {
	var p []string
	for _, f := range []struct {
		name string
		day  Day
	}{{"since", d.Since}, {"expires", d.Expires}} {
		if _, err := time.Parse(time.DateOnly, string(f.day)); err != nil && f.day != "" {
			p = append(p, fmt.Sprintf("%s is %q: a day is written YYYY-MM-DD", f.name, f.day))
		}
	}
	if len(p) == 0 && d.Expires != "" && d.Expires < d.Since {
		p = append(p, fmt.Sprintf("it expires on %s, before it was first seen on %s", d.Expires, d.Since))
	}
	return p
}
