package platform

import (
	"path"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

// Subject is what a refusal speaks of, where it is not what the call names; "" where it may be anything.
type Subject string

// The subjects that somebody asks for.
const (
	OfKey    Subject = "key"
	OfClock  Subject = "clock"
	OfRegion Subject = "region"
)

// Code says of a code, or of all that fit a pattern, what it speaks of.
type Code struct {
	Code string  `yaml:"code"` // a code, or a pattern such as InvalidApi.*
	Of   Subject `yaml:"of"`
}

// Codes are those that speak of the call's way, and not of what it names: the first that fits counts.
type Codes []Code

// LoadCodes reads them.
func LoadCodes() (Codes, error) {
	var all Codes
	return all, strictyaml.ReadFile(files, "codes.yaml", "spec/platform/codes.yaml", &all)
}

// Of is what a code speaks of.
func (all Codes) Of(code string) Subject {
	for _, c := range all {
		if fits, _ := path.Match(c.Code, code); fits {
			return c.Of
		}
	}
	return ""
}
