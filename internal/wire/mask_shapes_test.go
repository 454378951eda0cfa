package wire_test

import (
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/wire"
)

// A credential that stands alone, without a name beside it, is known by its shape, wherever in the text it stands; what
// only begins like one is left.
func TestACredentialIsKnownByItsShapeAlone(t *testing.T) {
	long := strings.Repeat("aB3", 24)
	for _, secret := range []string{"CAIS" + long, "CAES" + long, "LTAI" + long[:12], "STS." + long[:20], "Bearer " + long, "eyJ" + long[:12] + ".eyJ" + long[:12]} {
		for _, text := range []string{secret, "x " + secret, secret + " x", "a line\nand " + secret + "\nanother"} {
			if got := wire.NewMasker().Text(text); strings.Contains(got, secret) || got == "" {
				t.Errorf("%q is left: %q", secret, got)
			}
		}
	}
	for _, text := range []string{"CAIS short", "CANCELS a change", "a LTAI", "a CAI", "STS.short", "eyJ and no more", "me@example.com", "https://example.com/@"} {
		if got := wire.NewMasker().Text(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// Who calls is taken out of a URL, that of a proxy, say, wherever it stands.
func TestACallerInAURL(t *testing.T) {
	if got := wire.NewMasker().Text("through http://me:word@proxy:8080 it went"); strings.Contains(got, "me:word") || !strings.Contains(got, "@proxy:8080 it went") {
		t.Errorf("it becomes %q", got)
	}
}
