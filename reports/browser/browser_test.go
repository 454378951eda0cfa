// Package browser tries the HTML report in a real browser (Debian's chromium). It is a module of its own, run by
// `make browser`, so that nobody who only runs the suite downloads what drives a browser.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/slbconform/slbconform/reports"
)

// tab is one page in a browser, with everything that went wrong in it.
type tab struct {
	*testing.T
	ctx    context.Context
	faults []string // console errors, exceptions, and requests for anything but the page
}

// open shows the report in a window of the width and height.
func open(t *testing.T, r *reports.Report, width, height int64, hash string) *tab {
	t.Helper()
	p := openBlank(t, width, height)
	p.do(chromedp.Navigate("file://" + written(t, r) + hash))
	return p
}

// written is the file of the report's page.
func written(t *testing.T, r *reports.Report) string {
	t.Helper()
	dir := t.TempDir()
	if err := reports.Write(dir, r, reports.Options{}); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "index.html")
}

// openWhole shows the page of a run of the whole suite against the mock.
func openWhole(t *testing.T, width, height int64, hash string) *tab {
	t.Helper()
	dir, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	p := openBlank(t, width, height)
	p.do(chromedp.Navigate("file://" + filepath.Join(dir, "index.html") + hash))
	return p
}

// whole runs the suite once.
var whole = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "report-") // of all tests, which end with the process
	if err != nil {
		return "", err
	}
	run := exec.Command("go", "run", "./cmd/slbconform", "run", "-quiet", "-reports", dir)
	run.Dir = filepath.Join("..", "..")
	run.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "SLBCONFORM_") }) // settings of the suite
	if said, err := run.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, said)
	}
	return dir, nil
})

func openBlank(t *testing.T, width, height int64) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("force-prefers-reduced-motion", true), chromedp.WSURLReadTimeout(2*time.Minute)) // a busy machine starts it slowly
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Minute) // axe-core on a busy machine
	t.Cleanup(stop)
	ctx, stop = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	p := &tab{T: t, ctx: ctx}
	chromedp.ListenTarget(ctx, p.listen)
	p.do(network.Enable(), emulation.SetDeviceMetricsOverride(width, height, 1, false))
	t.Cleanup(func() {
		for _, f := range p.faults {
			t.Errorf("the page: %s", f)
		}
	})
	return p
}

// await makes Evaluate wait for a promise.
func await(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

func (p *tab) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		p.faults = append(p.faults, "it writes to the console: "+string(e.Type))
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, "file://") && !strings.HasPrefix(u, "data:") {
			p.faults = append(p.faults, "it asks for "+u)
		}
	}
}

func (p *tab) do(actions ...chromedp.Action) {
	p.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		p.Fatal(err)
	}
}

// eval runs a script in the page and puts its value into out.
func (p *tab) eval(script string, out any, o ...chromedp.EvaluateOption) {
	p.Helper()
	p.do(chromedp.Evaluate(script, out, o...))
}

// shot keeps a picture of the window, or of the whole page, among the artifacts.
func (p *tab) shot(name string, whole bool) {
	p.Helper()
	var png []byte
	if whole {
		p.do(chromedp.FullScreenshot(&png, 100))
	} else {
		p.do(chromedp.CaptureScreenshot(&png))
	}
	if err := os.WriteFile(filepath.Join(p.artifacts(), name+".png"), png, 0o644); err != nil {
		p.Fatal(err)
	}
}

// artifacts is the folder for pictures: $SLBCONFORM_SHOTS, or reports/out/screenshots.
func (p *tab) artifacts() string {
	dir := os.Getenv("SLBCONFORM_SHOTS")
	if dir == "" {
		dir = filepath.Join("..", "out", "screenshots")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		p.Fatal(err)
	}
	return dir
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("no chromium: apt-get install --no-install-recommends chromium fonts-dejavu-core")
	return ""
}
