//go:build unix

package live_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
)

// What cannot be written down is not created: no disk is so full that a run forgets.
func TestAFullDisk(t *testing.T) {
	if !alone(t) {
		return
	}
	a := serveAccount(t)
	o := a.options()
	l := a.open(o)
	c := a.through(session(t, l).Transport)
	fill(t)
	if _, err := create(c, o.Run.Name("run"), o.Run.Name("run")); !errors.Is(err, wire.ErrNotSent) || !errors.Is(err, syscall.EFBIG) {
		t.Errorf("creating a load balancer: %v", err)
	}
	if n := a.count("CreateLoadBalancer"); n != 0 {
		t.Errorf("%d load balancers were created", n)
	}
	if err := l.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// What was created when the disk was full already is removed: its intent stands there.
func TestADiskThatIsFullTooLate(t *testing.T) {
	if !alone(t) {
		return
	}
	a := serveAccount(t)
	o := a.options()
	meanwhile := &between{next: plain{}}
	o.Network = meanwhile
	l := a.open(o)
	c := a.through(session(t, l).Transport)
	meanwhile.do = func() { fill(t) }
	if _, err := create(c, o.Run.Name("run"), o.Run.Name("run")); !errors.Is(err, syscall.EFBIG) {
		t.Errorf("creating a load balancer: %v", err)
	}
	if n := a.count("CreateLoadBalancer"); n != 1 {
		t.Fatalf("%d load balancers were created", n)
	}
	if err := l.Close(t.Context()); err != nil || len(a.balancers()) != 0 {
		t.Errorf("%v, left %v", err, a.balancers())
	}
}

// A journal that cannot be begun is no run at all.
func TestNoJournalNoRun(t *testing.T) {
	a := serveAccount(t)
	o := a.options()
	o.Journal = filepath.Join("/dev/null", "journal")
	if _, err := live.New(t.Context(), o); !errors.Is(err, syscall.ENOTDIR) {
		t.Errorf("got %v", err)
	}
}

// alone lets a test run in a process of its own, of which go test keeps no files.
func alone(t *testing.T) bool {
	t.Helper()
	if os.Getenv("TEST_ALONE") != "" {
		return true
	}
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	defer stop()
	c := exec.CommandContext(ctx, os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	c.Env = append(os.Environ(), "TEST_ALONE=1")
	if out, err := c.CombinedOutput(); err != nil || !bytes.Contains(out, []byte("--- PASS: "+t.Name())) {
		t.Errorf("%v:\n%s", err, out)
	}
	return false
}

// fill makes every write to a file fail, as a full disk does.
func fill(t *testing.T) {
	t.Helper()
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	t.Cleanup(func() {
		_ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before)
		signal.Reset(syscall.SIGXFSZ)
	})
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 0, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
}

// between does something once a load balancer was asked for, before anybody is told.
type between struct {
	next http.RoundTripper
	do   func()
}

func (b *between) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := b.next.RoundTrip(r)
	if b.do != nil && r.Header.Get("X-Acs-Action") == "CreateLoadBalancer" {
		b.do()
	}
	return response, err
}
