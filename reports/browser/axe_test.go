package browser

import (
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

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
					p.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}),
						chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil), chromedp.Evaluate(string(axe), nil))
					for _, wrong := range p.axe() {
						t.Error(wrong)
					}
				})
			}
		}
	}
	p := open(t, sample.Hostile(), 1280, 900, "")
	p.do(chromedp.Evaluate(string(axe), nil))
	for _, wrong := range p.axe() {
		t.Errorf("hostile: %s", wrong)
	}
	p.eval(`document.documentElement.removeAttribute("lang")`, nil)
	if len(p.axe()) != 1 {
		t.Error("axe-core does not notice a page without a language: it would notice nothing")
	}
}

func (p *tab) axe() (wrong []string) {
	p.Helper()
	p.do(chromedp.Evaluate(`axe.run(document).then(r => r.violations.map(v => v.id + " (" + v.impact + "): " +
		v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + " " + n.failureSummary).join(" | ")))`, &wrong, await))
	return wrong
}
