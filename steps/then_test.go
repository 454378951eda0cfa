package steps

import "testing"

func TestAMessageFitsItsTemplate(t *testing.T) {
	for _, c := range []struct {
		template, message string
		fits              bool
	}{
		{"The system is busy.", "The system is busy.", true},
		{"The system is busy.", "The system is busy", false},
		{"%s.", "a conflict.", true},
		{"%s.", ".", true},
		{"%s.", "", false},
		{"The specified enis %s does not exist.", "The specified enis eni-1 does not exist.", true},
		{"The specified enis %s does not exist.", "The specified enis  does not exist.", true},
		{"[%s], [%s]", "[a], [b]", true},
		{"[%s], [%s]", "[a], []", true},
		{"[%s], [%s]", "[a], [b] ", false},
		{"is:%s", "is:x", true},
		{"is:%s", "is:", true},
	} {
		if got := fits(c.template, c.message); got != c.fits {
			t.Errorf("%q fits %q: %v", c.message, c.template, got)
		}
	}
}

// An operation is found by the name of its method, so that a file of its own is all that it needs.
func TestOperationsHaveWhatTheSentencesNeed(t *testing.T) {
	for _, o := range Operations() {
		if _, err := OperationNamed(o.Name); err != nil || o.Parameters == nil {
			t.Errorf("%q: %v", o.Name, err)
		}
		if o.Stores != nil && o.List == "" {
			t.Errorf("%s stores backend servers and names no list", o.Name)
		}
	}
	if _, err := OperationNamed("AddVServerGroupBackendServer"); err == nil {
		t.Error("an operation that there is not was found")
	}
}
