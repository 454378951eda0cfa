package browser

import (
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// A page of a whole family opens in under a second, and a search answers before anybody notices.
func TestAFullPageOpensFast(t *testing.T) {
	p := openBlank(t, 1280, 900)
	dir, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "index.html")
	load, search := 1e9, 1e9
	for range 3 { // the machine has other things to do
		var once float64
		p.do(chromedp.Navigate("about:blank"), chromedp.Navigate("file://"+file))
		p.eval(`performance.getEntriesByType("navigation")[0].loadEventEnd`, &once)
		load = min(load, once)
		p.eval(`(() => { const t = performance.now(), q = document.querySelector("#q"); q.value = "weight 10"; q.dispatchEvent(new Event("input", {bubbles: true})); document.body.offsetHeight; return performance.now() - t })()`, &once)
		search = min(search, once)
	}
	t.Logf("loaded in %.0f ms, searched in %.0f ms", load, search)
	if load > 2000 || search > 600 { // an idle machine needs less than half of it
		t.Errorf("it is loaded in %.0f ms and searched in %.0f ms", load, search)
	}
}
