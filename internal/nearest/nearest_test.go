package nearest_test

import (
	"testing"

	"github.com/slbconform/slbconform/internal/nearest"
)

func TestTheNearestNameIsTheOneThatWasMeant(t *testing.T) {
	known := []string{"id", "eci", "ecs", "kind", "says", "server.weight.range", "server.weight.default"}
	for given, meant := range map[string]string{
		"kidn":                "kind",
		"esc":                 "ecs",
		"Says":                "says",
		"server.wieght.range": "server.weight.range",
		"server.weight.*":     "server.weight.range",
		"something else":      "",
		"":                    "",
	} {
		if got := nearest.Name(given, known); got != meant {
			t.Errorf("%q: %q was found, %q was meant", given, got, meant)
		}
	}
}

func TestOperationsAreNearByASlipAlone(t *testing.T) {
	known := []string{"DescribeVServerGroupAttribute", "SetVServerGroupAttributes"}
	for given, hint := range map[string]string{
		"SetVServerGroupAttribute":    `; did you mean "SetVServerGroupAttributes"?`,
		"CreateVServerGroupAttribute": "",
	} {
		if got := nearest.Slip(given, known); got != hint {
			t.Errorf("%q: %q, and not %q", given, got, hint)
		}
	}
}

// A name that is known is not what is wrong.
func TestWhatIsKnownHasNoHint(t *testing.T) {
	known := []string{"Feature:", "Rule:"}
	if got := nearest.Hint("Feature:", known); got != "" {
		t.Errorf("of one that is known: %q", got)
	}
	if got := nearest.Hint("Featur:", known); got != `; did you mean "Feature:"?` {
		t.Errorf("of a slip: %q", got)
	}
}
