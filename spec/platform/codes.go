package platform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// Subject is what a refusal is about, if that is not what the call names; "" if it may be anything.
type Subject string

// The subjects.
const (
	OfKey    Subject = "key"
	OfClock  Subject = "clock"
	OfRegion Subject = "region"
	ofAPI    Subject = "api"
)

// UnmarshalText reads a subject; an unknown one is an error.
func (s *Subject) UnmarshalText(text []byte) error {
	*s = Subject(text)
	if subjects := []string{string(OfKey), string(OfClock), string(OfRegion), string(ofAPI)}; !slices.Contains(subjects, string(text)) {
		return fmt.Errorf("a code speaks of one of %s, and not of %q%s", strings.Join(subjects, ", "), text, nearest.Hint(string(text), subjects))
	}
	return nil
}

// Code says what a code, or all codes that fit a pattern, are about.
type Code struct {
	Code string  `yaml:"code"` // a code, or a pattern such as InvalidApi.*
	Of   Subject `yaml:"of"`
}

// Codes are the codes that are about the key, the clock, the region or the API, and not about what a call names. The first that
// fits counts.
type Codes []Code

// LoadCodes reads spec/platform/codes.yaml.
func LoadCodes() (Codes, error) {
	var all Codes
	return all, strictyaml.ReadFile(files, "codes.yaml", "spec/platform/codes.yaml", &all)
}

// Of is what a code is about.
func (all Codes) Of(code string) Subject {
	return firstFit(all, func(c Code) string { return c.Code }, code).Of
}
