package platform

import (
	"errors"
	"math"
	"path"
	"slices"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// Rate is how many calls a second are sent of an action.
type Rate struct {
	Action string  `yaml:"action"` // a name, or a pattern such as Describe*
	Calls  float64 `yaml:"calls"`
}

// Rates are the rates of actions. The first that fits counts.
type Rates []Rate

const shownRates = "spec/platform/rates.yaml"

// LoadRates reads spec/platform/rates.yaml, the default rates of a live run.
func LoadRates() (Rates, error) {
	var all Rates
	return all, strictyaml.ReadFile(files, "rates.yaml", shownRates, &all)
}

// CheckRates checks that each entry of the default rates is valid and fits an action.
func CheckRates(actions []string) error {
	var all Rates
	data, err := files.ReadFile("rates.yaml")
	if err != nil {
		return err
	}
	tree, err := strictyaml.ReadTree(data, shownRates, &all)
	if err != nil {
		return err
	}
	var errs []error
	for i, r := range all {
		if !r.Valid() || !r.Fits(actions) {
			errs = append(errs, strictyaml.Errorf(shownRates, tree.Content[i].Line, "%v calls a second of %q: no action is called so%s", r.Calls, r.Action, nearest.Hint(r.Action, actions)))
		}
	}
	return errors.Join(errs...)
}

// Fits reports whether an entry fits any of the actions.
func (r Rate) Fits(actions []string) bool {
	return slices.ContainsFunc(actions, func(name string) bool {
		fits, _ := path.Match(r.Action, name)
		return fits
	})
}

// Of is the calls a second of an action; 0 if no entry fits.
func (all Rates) Of(action string) float64 {
	return firstFit(all, func(r Rate) string { return r.Action }, action).Calls
}

// firstFit is the first entry whose pattern fits a name; the zero entry for none.
func firstFit[E any](all []E, pattern func(E) string, name string) E {
	for _, e := range all {
		if fits, _ := path.Match(pattern(e), name); fits {
			return e
		}
	}
	var none E
	return none
}

// Valid reports whether an entry names actions and a number of calls.
func (r Rate) Valid() bool {
	_, err := path.Match(r.Action, "")
	return err == nil && r.Action != "" && r.Calls > 0 && !math.IsInf(r.Calls, 1) // NaN is not above 0 either
}
