package platform_test

import (
	"fmt"
	"testing"

	"github.com/slbconform/slbconform/spec/platform"
)

func TestCodes(t *testing.T) {
	codes, err := platform.LoadCodes()
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]platform.Subject{
		"InvalidAccessKeyId.NotFound": platform.OfKey,
		"SignatureDoesNotMatch":       platform.OfKey,
		"InvalidTimeStamp.Expired":    platform.OfClock,
		"InvalidRegionId.NotFound":    platform.OfRegion,
		"InvalidApi.NotFound":         "api",
		"InvalidParameter":            "",
	} {
		if got := codes.Of(code); got != want {
			t.Errorf("%s speaks of %q, not of %q", code, got, want)
		}
	}
	var s platform.Subject
	if err := s.UnmarshalText([]byte("kye")); err == nil {
		t.Error("a subject that there is not is read")
	}
}

// A rate of an action that nobody declares paces nothing.
func TestRatesAreOfActions(t *testing.T) {
	err := platform.CheckRates([]string{"CreateVServerGroup", "RemoveVServerGroupBackendServers", "DescribeRegions", "DeleteMasterSlaveServrGroup"})
	if want := `spec/platform/rates.yaml:5: 2 calls a second of "DeleteMasterSlaveServerGroup": no action is called so; did you mean "DeleteMasterSlaveServrGroup"?`; fmt.Sprint(err) != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
