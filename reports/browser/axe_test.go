package browser

import (
	"fmt"
	"iter"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// axe-core finds nothing, in either theme, on a wide and on a narrow screen, with everything opened. The npm package
// is not part of the repository: reports/browser/run.sh fetches it.
func TestAccessibility(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("AXE_JS"))
	if err != nil {
		t.Fatalf("AXE_JS names no axe-core: sh reports/browser/run.sh does: %v", err)
	}
	for name, r := range map[string]*reports.Report{"mock": sample.Mock(), "night": sample.Night()} {
		for _, theme := range []string{"light", "dark"} {
			for _, width := range []int64{1280, 390} {
				t.Run(fmt.Sprintf("%s, %s, %d wide", name, theme, width), func(t *testing.T) {
					p := open(t, r, width, 900, "")
					p.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}), chromedp.Evaluate(string(axe), nil))
					p.openAll()
					for _, wrong := range p.axe() {
						t.Error(wrong)
					}
				})
			}
		}
	}
	for width, selector := range map[int64]string{1280: "*", 390: ".chapter, .operation:first-of-type"} { // one is as narrow as all
		t.Run(fmt.Sprintf("whole, %d wide", width), func(t *testing.T) {
			p := openWhole(t, width, 900, "")
			p.eval(string(axe), nil)
			for part := range p.parts(selector) {
				t.Log(part)
				for _, wrong := range p.axe() {
					t.Errorf("%s: %s", part, wrong)
				}
			}
		})
	}
	p := open(t, sample.Hostile(), 1280, 900, "")
	p.openAll()
	p.eval(string(axe), nil)
	for _, wrong := range p.axe() {
		t.Errorf("hostile: %s", wrong)
	}
	p.eval(`document.documentElement.removeAttribute("lang")`, nil)
	if len(p.axe()) != 1 {
		t.Error("axe-core does not notice a page without a language: it would notice nothing")
	}
}

// Nor does it in the page of the served mock.
func TestAccessibilityOfTheServedPage(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("AXE_JS"))
	if err != nil {
		t.Fatal(err)
	}
	site, err := serve.NewSite(serve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	answer, file := httptest.NewRecorder(), filepath.Join(t.TempDir(), "landing.html")
	site.Handler.ServeHTTP(answer, httptest.NewRequest("GET", "http://127.0.0.1/", nil))
	if err := os.WriteFile(file, answer.Body.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{1280, 390} {
		p := openBlank(t, width, 900)
		p.do(chromedp.Navigate("file://"+file), chromedp.WaitReady(".errors"), chromedp.Evaluate(string(axe), nil))
		for _, wrong := range p.axe() {
			t.Errorf("%d wide: %s", width, wrong)
		}
	}
}

// openAll opens everything that can be opened, and has it drawn.
func (p *tab) openAll() {
	p.Helper()
	p.eval(`document.querySelectorAll(".rule").forEach((r) => { r.style.contentVisibility = "visible" });
		document.querySelectorAll("details").forEach((d) => { d.open = true })`, nil)
	p.eval(`new Promise((r) => setTimeout(r, 300))`, nil, await)
}

// parts leaves one part of the whole page in it after the other, opened, of those that match a selector: axe-core takes minutes
// for all at once.
func (p *tab) parts(selector string) iter.Seq[string] {
	return func(yield func(string) bool) {
		var ids []string
		p.eval(fmt.Sprintf(`all = [...document.querySelectorAll(".operation, .chapter:not(#rules)")].map((el) => ({ el, home: el.parentElement, asked: el.matches(%q) }));
			all.forEach(({ el }) => el.remove());
			parts = all.filter(({ asked }) => asked);
			parts.map(({ el }) => el.id)`, selector), &ids)
		for i, id := range ids {
			p.eval(fmt.Sprintf(`parts[%d - 1]?.el.remove(); parts[%[1]d].home.append(parts[%[1]d].el)`, i), nil)
			p.openAll()
			if !yield(id) {
				return
			}
		}
	}
}

func (p *tab) axe() (wrong []string) {
	p.Helper()
	p.do(chromedp.Evaluate(`axe.run(document, {resultTypes: ["violations"], selectors: false}).then(r => r.violations.map(v => v.id + " (" + v.impact + "): " +
		v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + " " + n.failureSummary.slice(0, 300)).join(" | ")))`, &wrong, await))
	return wrong
}
