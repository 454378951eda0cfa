package browser

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/reports/internal/sample"
)

// Pictures of the report in both themes and printed, for eyes, and kept as artifacts.
func TestPictures(t *testing.T) {
	for name, r := range map[string]*reports.Report{"mock": sample.Mock(), "night": sample.Night()} {
		for _, theme := range []string{"light", "dark"} {
			p := open(t, r, 1280, 900, "")
			p.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}))
			p.eval(`document.querySelectorAll(".rule").forEach(r => r.style.contentVisibility = "visible")`, nil) // what is far away is not drawn
			p.eval(`document.querySelectorAll(".scenarios details").forEach((d, i) => d.open = i % 6 === 0)`, nil)
			p.shot(name+"-"+theme, true)
		}
	}
}

// Printed, the report is on white paper in either theme, without what only a screen can do, and complete.
func TestPrint(t *testing.T) {
	p := open(t, sample.Night(), 1280, 900, "")
	var paper string
	var buttons, rules int
	p.do(emulation.SetEmulatedMedia().WithMedia("print").WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}),
		chromedp.Evaluate(`getComputedStyle(document.body).backgroundColor`, &paper),
		chromedp.Evaluate(`[...document.querySelectorAll("button, input, select, nav")].filter(b => b.offsetParent !== null).length`, &buttons),
		chromedp.Evaluate(`[...document.querySelectorAll(".rule")].filter(b => b.offsetParent !== null).length`, &rules))
	if paper != "rgb(255, 255, 255)" || buttons != 0 || rules != 18 {
		t.Errorf("printed on %s with %d controls and %d rules", paper, buttons, rules)
	}
	var pdf []byte
	p.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithPrintBackground(true).Do(ctx)
		return err
	}))
	if err := os.WriteFile(filepath.Join(p.artifacts(), "printed.pdf"), pdf, 0o644); err != nil {
		t.Fatal(err)
	}
}
