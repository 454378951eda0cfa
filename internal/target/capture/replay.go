package capture

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/wire"
)

var (
	// ErrMiss is wrapped by the error of a call that the capture has no answer to. It wraps wire.ErrHarness too: the
	// run is broken, nothing is violated.
	ErrMiss = errors.New("the capture has no answer to this call")
	// ErrUnused is wrapped by the error of Close when recorded answers were not asked for.
	ErrUnused = errors.New("the capture holds answers that nobody asked for")
	// ErrNoScenario is wrapped by the error of a scenario that the capture does not hold.
	ErrNoScenario = fmt.Errorf("%w: the capture does not hold it", target.ErrNotOffered)
)

// Replay is the target that answers from a capture. It is safe for concurrent use.
type Replay struct {
	dir      string
	manifest *Manifest
	about    target.Description
	whole    bool

	mu    sync.Mutex
	tapes map[string]*tape // by file
}

// tape is a cassette in use.
type tape struct {
	mu       sync.Mutex
	cassette *cassette.Cassette
	used     int
}

// Open opens a capture and checks its seal. whole says that every scenario will be run, so that a cassette nobody asks
// for is an error. Errors wrap ErrSeal or say what cannot be read.
func Open(dir string, whole bool) (*Replay, error) {
	files := os.DirFS(dir)
	manifest, err := ReadManifest(files)
	if err != nil {
		return nil, err
	}
	inventory, err := target.LoadInventory(files, inventoryFile, dir+"/"+inventoryFile)
	if err != nil {
		return nil, err
	}
	r := &Replay{dir: dir, manifest: manifest, whole: whole, tapes: map[string]*tape{}}
	r.about = target.Description{
		Name: "replay", Endpoint: manifest.Endpoint, Region: manifest.Region, Evidence: manifest.Evidence, Date: manifest.Recorded,
		Inventory: inventory, Shared: true, ReadBack: replayLag, CallTimeout: replayLag, Patience: replayPatience,
		Journals: true, // nothing can be left behind
	}
	return r, nil
}

// Manifest says what the capture is of.
func (r *Replay) Manifest() Manifest { return *r.manifest }

// Describe says what the target is.
func (r *Replay) Describe() target.Description { return r.about }

// Open puts in the cassette of one scenario. The error wraps ErrNoScenario.
func (r *Replay) Open(_ context.Context, scenario string) (*target.Session, error) {
	own, err := r.tape(fileOf(scenario))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoScenario
	}
	if err != nil {
		return nil, err
	}
	common, err := r.tape(shared)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return &target.Session{
		Transport: &player{own: own, shared: common}, Inventory: r.about.Inventory, Credentials: r.credentials,
		Close: func(context.Context) error { return nil },
	}, nil
}

func (r *Replay) tape(name string) (*tape, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if t, ok := r.tapes[name]; ok {
		return t, nil
	}
	if _, sealed := r.manifest.Files[name+".yaml"]; !sealed {
		return nil, fs.ErrNotExist
	}
	c, err := cassette.LoadWithFS(name, &guarded{dir: r.dir})
	if err != nil {
		return nil, err
	}
	t := &tape{cassette: c}
	c.Matcher = matches
	r.tapes[name] = t
	return t, nil
}

// Close holds that everything recorded was asked for. The error wraps ErrUnused and names what was not.
func (r *Replay) Close(context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var errs []error
	for name, t := range r.tapes {
		if n := len(t.cassette.Interactions) - t.used; n > 0 && name != shared {
			errs = append(errs, fmt.Errorf("%w: %d of %d in %s.yaml", ErrUnused, n, len(t.cassette.Interactions), name))
		}
	}
	for file := range r.manifest.Files {
		name := strings.TrimSuffix(file, ".yaml")
		if _, played := r.tapes[name]; r.whole && !played && file != inventoryFile && name != shared {
			errs = append(errs, fmt.Errorf("%w: all of %s", ErrUnused, file))
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	if more := len(errs) - 5; more > 0 {
		errs = append(errs[:5], fmt.Errorf("%w: in %d more", ErrUnused, more))
	}
	return errors.Join(errs...)
}

// player answers the calls of one scenario.
type player struct{ own, shared *tape }

// RoundTrip gives the first recorded answer to the same call that was not given yet.
func (p *player) RoundTrip(req *http.Request) (*http.Response, error) {
	request, err := wire.ReadRequest(req)
	if err != nil {
		return nil, err
	}
	t := p.own
	if isShared(request.Action()) && p.shared != nil {
		t = p.shared
	}
	i, err := t.next(req)
	if errors.Is(err, cassette.ErrInteractionNotFound) {
		return nil, fmt.Errorf("%w: %w: %s", wire.ErrHarness, ErrMiss, t.nearest(request))
	}
	if err != nil {
		return nil, err
	}
	return answer(i, req)
}

func (t *tape) next(req *http.Request) (*cassette.Interaction, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	i, err := t.cassette.GetInteraction(req)
	if err == nil {
		t.used++
	}
	return i, err
}

// matches compares what is asked, not the bytes: signature, nonce and time differ in every run.
func matches(req *http.Request, recorded cassette.Request) bool {
	request, err := wire.ReadRequest(req)
	return err == nil && len(recordedAsk(recorded).differs(askedOf(request, whose(request)))) == 0
}

// nearest describes the recorded call that is most like one that was missed.
func (t *tape) nearest(r *wire.Request) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := askedOf(r, whose(r))
	best, at := []string(nil), -1
	for n, i := range t.cassette.Interactions {
		if d := recordedAsk(i.Request).differs(now); at < 0 || len(d) < len(best) {
			best, at = d, n
		}
	}
	switch {
	case at < 0:
		return fmt.Sprintf("%s; %s.yaml holds none at all", r.Action(), t.cassette.Name)
	case len(best) == 0:
		return fmt.Sprintf("%s; %s.yaml holds the same call, and all its answers were given", r.Action(), t.cassette.Name)
	}
	slices.Sort(best)
	return fmt.Sprintf("%s; nearest is number %d in %s.yaml; %s", r.Action(), at, t.cassette.Name, strings.Join(best, "; "))
}
