package harness

import (
	"strings"
)

type setting struct {
	name, value, origin, usage string
	yes                        bool // a flag without a value means true
}

// Set takes a value from a flag.
func (s *setting) Set(v string) error { s.value, s.origin = v, "flag"; return nil }

// String is the value.
func (s *setting) String() string { return s.value }

// IsBoolFlag reports whether the flag may stand without a value.
func (s *setting) IsBoolFlag() bool { return s.yes }

// env is the environment variable of a setting: SLBCONFORM_ and the name in capitals.
func (s *setting) env() string {
	return "SLBCONFORM_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}
