package capture

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"go.yaml.in/yaml/v4"
	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/slbconform/slbconform/internal/guard"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

// Save writes the capture into dir, in place of an earlier one. run is the mark on what the run created, verdicts are
// by scenario, secrets are what no file may hold besides the credentials that were handed out. Nothing is left of a
// capture that cannot be written whole. Errors come from the file system or wrap *guard.LeakError.
func (w *Writer) Save(dir, run string, facts Facts, verdicts map[string]string, secrets []string) error {
	if err := makeRoom(dir); err != nil {
		return err
	}
	secrets = append(slices.Clone(secrets), w.ring.secrets()...)
	accounts := w.Describe().Inventory.Allow.Accounts
	s := &saving{Writer: w, dir: dir, secrets: secrets, guarded: slices.Concat(secrets, accounts)}
	s.scrub = &scrubber{masker: wire.NewMasker(secrets...), names: newPseudonyms()}
	m := w.manifest(run, facts, s.scrub)
	err := s.cassettes(m, verdicts)
	if err == nil {
		err = s.seal(m)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("the capture %s: %w", dir, err), os.RemoveAll(dir))
	}
	return nil
}

// makeRoom removes an earlier capture, and nothing that is not one.
func makeRoom(dir string) error {
	there, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	isOurs := func(e os.DirEntry) bool { return e.Name() == manifestFile || e.Name() == folder }
	for _, e := range there {
		if !isOurs(e) {
			return fmt.Errorf("the folder %s holds %s and is no capture: it is not written over", dir, e.Name())
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.MkdirAll(filepath.Join(dir, folder), 0o755)
}

func (w *Writer) manifest(run string, facts Facts, s *scrubber) *Manifest {
	about := w.Describe()
	m := &Manifest{
		Format: Format, Captured: about.Date.UTC(), Target: about.Name, Evidence: about.Evidence, Endpoint: about.Endpoint, Kind: kind(about),
		Account: accountHash(about.Inventory.Allow.Accounts), Region: about.Region, Run: run, Facts: facts,
		ReadBack: about.ReadBack, CallTimeout: about.CallTimeout, Patience: about.Patience, Journals: about.Journals,
		Inventory: s.names.inventory(about.Inventory), Sent: w.sent,
	}
	for _, name := range slices.Sorted(maps.Keys(w.ring.profiles)) {
		p := w.ring.profiles[name]
		p.Refused = s.masker.Text(p.Refused)
		m.Profiles = append(m.Profiles, p)
	}
	return m
}

func kind(about target.Description) string {
	switch {
	case about.Evidence == target.Confirmed:
		return "the service"
	case about.Name == "mock":
		return "the mock, in process"
	}
	return "a served mock"
}

// saving is a capture on its way to the disk.
type saving struct {
	*Writer
	dir     string
	secrets []string
	guarded []string
	scrub   *scrubber
}

func (s *saving) cassettes(m *Manifest, verdicts map[string]string) error {
	scenarios := slices.Sorted(maps.Keys(s.tapes))
	for _, name := range scenarios {
		for _, x := range s.tapes[name].spoken {
			s.scrub.names.learn(x.Exchange)
		}
	}
	shared := &Entry{File: folder + "/shared.yaml"}
	common := cassette.New("shared")
	for _, name := range scenarios {
		own := cassette.New(name)
		for _, x := range s.tapes[name].spoken {
			if s.shared(x.Exchange) {
				common.AddInteraction(s.scrub.interaction(x))
				continue
			}
			own.AddInteraction(s.scrub.interaction(x))
		}
		e := Entry{Scenario: name, Verdict: verdicts[name], File: fileOf(name)}
		if refused := s.tapes[name].refused; refused != nil {
			e.File, e.Refused, e.Stopped = "", s.scrub.masker.Text(refused.Error()), errors.Is(refused, target.ErrStopped)
		} else if err := s.write(own, &e); err != nil {
			return err
		}
		m.Scenarios = append(m.Scenarios, e)
		m.Recorded += e.Calls
	}
	if len(common.Interactions) == 0 {
		return nil
	}
	m.Shared = shared
	m.Recorded += len(common.Interactions)
	return s.write(common, shared)
}

func (s *saving) write(c *cassette.Cassette, e *Entry) error {
	c.File, c.MarshalFunc = e.File, yaml.Marshal
	e.Calls = len(c.Interactions)
	out := &guarded{saving: s}
	if err := c.SaveWithFS(out); err != nil {
		return err
	}
	e.SHA256 = sum(out.written)
	return nil
}

func (s *saving) seal(m *Manifest) error {
	data, err := m.encode()
	if err != nil {
		return err
	}
	return guard.WriteFile(filepath.Join(s.dir, manifestFile), data, 0o644, s.guarded...)
}

// guarded is the file system that go-vcr writes a cassette to: what holds a secret does not become a file.
type guarded struct {
	*saving
	written []byte
}

func (g *guarded) ReadFile(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(g.dir, name))
}

func (g *guarded) WriteFile(name string, data []byte) error {
	g.written = data
	return guard.WriteFile(filepath.Join(g.dir, name), data, 0o644, g.guarded...)
}

func (g *guarded) IsFileExists(name string) bool {
	_, err := os.Stat(filepath.Join(g.dir, name))
	return err == nil
}
