package platform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// Subject is what a refusal speaks of, where it is not what the call names; "" where it may be anything.
type Subject string

// The subjects.
const (
	OfKey    Subject = "key"
	OfClock  Subject = "clock"
	OfRegion Subject = "region"
	ofAPI    Subject = "api"
)

// UnmarshalText reads a subject. The error says that there is no such one.
func (s *Subject) UnmarshalText(text []byte) error {
	*s = Subject(text)
	if subjects := []string{string(OfKey), string(OfClock), string(OfRegion), string(ofAPI)}; !slices.Contains(subjects, string(text)) {
		return fmt.Errorf("a code speaks of one of %s, and not of %q%s", strings.Join(subjects, ", "), text, nearest.Hint(string(text), subjects))
	}
	return nil
}

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
	return firstFit(all, func(c Code) string { return c.Code }, code).Of
}
