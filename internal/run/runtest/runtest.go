// Package runtest loads for tests what a run is made of. Only tests import it.
package runtest

import (
	"flag"
	"maps"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	slb "github.com/alibabacloud-go/slb-20140515/v4/client"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/spec"
)

// builtIn is read once for all tests of a package: a suite never changes.
var builtIn = sync.OnceValues(func() (*run.Suite, error) { return run.Load(features.Files, spec.Files) })

// builtInMock is read once as well: account and answers are shared by all mocks, and altered by none.
var builtInMock = sync.OnceValues(func() (mocktarget.Config, error) {
	config, err := mocktarget.Load(fixtures.Files)
	if s, loaded := builtIn(); err == nil && loaded == nil {
		err = config.Plays(fixtures.Files, s.Ledger.Names(), s.Document)
	}
	return config, err
})

// Load is the features, the ledger and the document that are built in. Where they do not fit, the test of the root says so,
// once, and the test is skipped.
func Load(t testing.TB) *run.Suite {
	t.Helper()
	s, err := builtIn()
	if err != nil {
		skip(t, err.Error())
	}
	return s
}

// MockConfig reads the mock's account, answers, table and inventory that are built in, as Load does.
func MockConfig(t testing.TB) mocktarget.Config {
	t.Helper()
	config, err := builtInMock()
	if err != nil {
		skip(t, err.Error())
	}
	inventory := *config.Inventory // a test may alter its own, and its own table
	inventory.Roles, inventory.Identities = maps.Clone(inventory.Roles), maps.Clone(inventory.Identities)
	config.Inventory, config.Table = &inventory, mock.Rules()
	return config
}

// IDs are the ids of all scenarios of a suite, and of what was captured those of premise calls: whether a run needs one
// depends on the order in which its scenarios end.
func IDs(s *run.Suite, captured ...string) []string {
	out := slices.DeleteFunc(captured, func(name string) bool { return !strings.HasPrefix(name, run.PremisePrefix) })
	for _, one := range s.Plan.Scenarios {
		out = append(out, one.ID())
	}
	return out
}

// Client is the official SDK of a session whose calls go through a transport, signed by the identity of a profile.
func Client(s *target.Session, profile string, to http.RoundTripper) (*slb.Client, error) {
	keys, err := s.Credentials(profile)
	if err != nil {
		return nil, err
	}
	config := &openapi.Config{
		AccessKeyId: &keys.AccessKeyID, AccessKeySecret: &keys.AccessKeySecret,
		RegionId: &s.Inventory.Region, Endpoint: &s.Inventory.Endpoint, HttpClient: through{to},
	}
	if keys.SecurityToken != "" {
		config.SecurityToken = &keys.SecurityToken
	}
	return slb.NewClient(config)
}

// through lets the SDK speak to a transport, as the steps do.
type through struct{ to http.RoundTripper }

// Call sends what the SDK has signed.
func (d through) Call(r *http.Request, _ *http.Transport) (*http.Response, error) {
	return d.to.RoundTrip(r)
}

// CollectSeldom lets a test program that makes thousands of short runs grow to a gigabyte before it collects its memory, which is
// cheaper there than collecting it. Elsewhere it is not: memory that is new to the process costs more than what was collected.
func CollectSeldom() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(1 << 30)
}

// WaitTogether lets eight tests wait beside each other, however few processors there are; -parallel says otherwise. It is
// called before the flags are read.
func WaitTogether() { _ = flag.Set("test.parallel", "8") }
