package platform

import (
	"math"
	"path"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

// Rate is how many calls a second are sent of an action.
type Rate struct {
	Action string  `yaml:"action"` // a name, or a pattern such as Describe*
	Calls  float64 `yaml:"calls"`
}

// Rates are those of all actions: the first that fits counts.
type Rates []Rate

// LoadRates reads those that a run keeps to where nobody gives others.
func LoadRates() (Rates, error) {
	var all Rates
	return all, strictyaml.ReadFile(files, "rates.yaml", "spec/platform/rates.yaml", &all)
}

// Of is how many calls a second are sent of an action; 0 where no entry fits.
func (all Rates) Of(action string) float64 {
	return firstFit(all, func(r Rate) string { return r.Action }, action).Calls
}

// firstFit is the first entry whose pattern fits a name; the zero entry where none does.
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
