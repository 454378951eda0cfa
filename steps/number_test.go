package steps

import (
	"encoding/json"
	"testing"
)

func TestAWholeNumberIsOneHoweverItIsWritten(t *testing.T) {
	for written, want := range map[string]string{"0": "0", "-0": "0", "-0.0": "0", "0e3": "0", "1e2": "100", `"100"`: "100", "-1": "", `"-0"`: "", "1.5": ""} {
		if got := number(json.RawMessage(written)); got != want {
			t.Errorf("%s is %q, not %q", written, got, want)
		}
	}
}
