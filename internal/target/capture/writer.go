package capture

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"sync"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Writer keeps the exchanges of a run until it is closed. It is safe for concurrent use.
type Writer struct {
	dir string

	mu        sync.Mutex
	order     []string // scenarios, as they began
	exchanges map[string][]*wire.Exchange
}

// ErrNotEmpty is the error of a capture into a folder that holds something already.
var ErrNotEmpty = errors.New("the folder for the capture is not empty")

// NewWriter makes the folder of a capture. The error wraps ErrNotEmpty, or comes from the file system.
func NewWriter(dir string) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	there, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	if len(there) > 0 {
		return nil, fmt.Errorf("%w: %s", ErrNotEmpty, dir)
	}
	return &Writer{dir: dir, exchanges: map[string][]*wire.Exchange{}}, nil
}

// Begin notes a scenario, even one that makes no call.
func (w *Writer) Begin(scenario string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.begin(scenario)
}

func (w *Writer) begin(scenario string) {
	if _, known := w.exchanges[scenario]; !known {
		w.order = append(w.order, scenario)
		w.exchanges[scenario] = nil
	}
}

// Keep keeps one exchange of a scenario.
func (w *Writer) Keep(scenario string, x *wire.Exchange) {
	if isShared(x.Action) {
		scenario = shared
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.begin(scenario)
	w.exchanges[scenario] = append(w.exchanges[scenario], x)
}

// isShared says which calls serve the whole run, whichever scenario happens to make them.
func isShared(action string) bool {
	return action == "CreateLoadBalancer" || action == "DeleteLoadBalancer"
}

// Facts are what the writer cannot know by itself.
type Facts struct {
	Manifest  Manifest // all but counts and files
	Inventory *target.Inventory
	Secrets   []string
	Profile   func(accessKeyID string) string // whose key it is; "unknown" for a made-up one
}

// Close scrubs and writes everything, and seals it. The error may wrap *guard.LeakError: then what would have leaked
// is not there.
func (w *Writer) Close(f Facts) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := &scrubber{masker: wire.NewMasker(f.Secrets...), aliases: newPseudonyms(), profile: f.Profile}
	inventory := s.aliases.inventory(f.Inventory)
	for _, name := range w.order {
		for _, x := range w.exchanges[name] {
			s.aliases.answer(x)
		}
	}
	out := &guarded{dir: w.dir, secrets: f.Secrets, files: map[string]string{}}
	data, err := marshal(inventory)
	if err != nil {
		return err
	}
	errs := []error{out.WriteFile(inventoryFile, data)}
	m := f.Manifest
	for _, name := range w.order {
		errs = append(errs, s.write(out, name, w.exchanges[name]))
		m.Exchanges += len(w.exchanges[name])
		if name != shared {
			m.Scenarios++
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	m.Version, m.Files = Version, out.files
	sealed, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.dir, manifestFile), append(sealed, '\n'), 0o644)
}

// scrubber takes secrets out and puts pseudonyms in.
type scrubber struct {
	masker  *wire.Masker
	aliases *pseudonyms
	profile func(string) string
}

func (s *scrubber) write(out *guarded, scenario string, exchanges []*wire.Exchange) error {
	c := cassette.New(fileOf(scenario))
	c.MarshalFunc = marshal
	for _, x := range exchanges {
		c.AddInteraction(interaction(s.scrub(x), s.who(x)))
	}
	return c.SaveWithFS(out)
}

func (s *scrubber) who(x *wire.Exchange) string {
	signature, err := wire.ReadSignature(&x.Request)
	if err != nil {
		return "nobody"
	}
	return s.profile(signature.AccessKeyID)
}

func (s *scrubber) scrub(x *wire.Exchange) *wire.Exchange {
	out := s.masker.Exchange(x)
	u := url.URL{}
	if out.Request.URL != nil {
		u = *out.Request.URL
	}
	u.RawQuery = s.aliases.query(u.RawQuery)
	out.Request.URL = &u
	if len(out.Request.Body) > 0 {
		out.Request.Body = []byte(s.aliases.query(string(out.Request.Body)))
	}
	if out.Answer != nil {
		out.Answer.Body = []byte(s.aliases.text(string(out.Answer.Body)))
	}
	if out.Fault != nil {
		out.Fault = errors.New(s.aliases.text(out.Fault.Error()))
	}
	return out
}

var notInFiles = regexp.MustCompile(`[^0-9A-Za-z.-]+`)

// fileOf is the name of a scenario's cassette without its ending: readable, and unlike any other's.
func fileOf(scenario string) string {
	if scenario == shared {
		return shared
	}
	readable := notInFiles.ReplaceAllString(scenario, "-")
	return readable[:min(len(readable), 80)] + "-" + sum([]byte(scenario))[:8]
}
