package browser

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/slbconform/slbconform/reports/internal/sample"
)

const visible = `[...document.querySelectorAll(".rule")].filter(r => r.offsetParent !== null).map(r => r.id)`

func TestSearch(t *testing.T) {
	p := open(t, sample.Night(), 1280, 900, "")
	var found []string
	p.do(chromedp.SendKeys("#q", "whole number 100 names", chromedp.ByQuery), chromedp.Evaluate(visible, &found))
	if len(found) != 1 || found[0] != "AddVServerGroupBackendServers/server.weight.range" {
		t.Errorf("searching the text of a rule finds %v", found)
	}
	var count string
	p.do(chromedp.Text("#count", &count, chromedp.ByQuery))
	if count != "2 of 18 rules" { // of two operations, and shown once
		t.Errorf("it says %q", count)
	}
	p.shot("search", false)
	p.do(chromedp.SendKeys("#q", kb.Escape, chromedp.ByQuery), chromedp.Poll(`document.querySelector("#count").textContent === "18 rules"`, nil))
	p.do(chromedp.SendKeys("#q", "kangaroo", chromedp.ByQuery), chromedp.WaitVisible("#nothing", chromedp.ByQuery))
}

func TestFilters(t *testing.T) {
	p := open(t, sample.Night(), 1280, 900, "")
	for _, c := range []struct {
		name, script string
		want         int
	}{
		{"by verdict", `document.querySelector(".chips [value=inconclusive]").click()`, 2},
		{"by two verdicts", `document.querySelector(".chips [value=unexpected]").click()`, 4},
		{"and by operation", choose("#by-operation", sample.Second), 1},
		{"reset", `document.querySelector("#filters [type=reset]").click()`, 18},
		{"by basis", choose("#by-basis", "known"), 2},
	} {
		var found []string
		p.do(chromedp.Evaluate(c.script, nil), chromedp.Evaluate(`new Promise(r => setTimeout(r, 30))`, nil, await), chromedp.Evaluate(visible, &found))
		if len(found) != c.want {
			t.Errorf("%s: %d rules are left, want %d: %v", c.name, len(found), c.want, found)
		}
	}
}

func choose(list, value string) string {
	return fmt.Sprintf(`(s => { s.value = %q; s.dispatchEvent(new Event("input", {bubbles: true})) })(document.querySelector(%q))`, value, list)
}

// What rules and scenarios say is found first; what only requests and answers hold is offered.
func TestSearchLooksAtRulesFirst(t *testing.T) {
	p := open(t, sample.Night(), 1280, 900, "")
	var first, all []string
	p.do(chromedp.SendKeys("#q", "Weight", chromedp.ByQuery), chromedp.Evaluate(visible, &first),
		chromedp.Click("#deeper button", chromedp.ByQuery), chromedp.Evaluate(visible, &all))
	if len(first) != 4 || len(all) < 12 {
		t.Errorf("first %v, then %v", first, all)
	}
	p.shot("search-deeper", false)
}

// "May I call it without a name?" is one search and one look.
func TestSearchNamesTheOperation(t *testing.T) {
	p := open(t, sample.Night(), 1280, 900, "")
	var found []string
	p.do(chromedp.SendKeys("#q", "remove a weight", chromedp.ByQuery), chromedp.Evaluate(visible, &found))
	if len(found) != 1 || found[0] != sample.Second+"/server.weight.range" {
		t.Errorf("it finds %v", found)
	}
}

// Every statement is found by its place and by our words, and leads to its rule.
func TestStatements(t *testing.T) {
	p := open(t, sample.Night(), 1280, 900, "")
	var count, href string
	p.do(chromedp.SendKeys("#qs", "request parameters not in the group", chromedp.ByQuery), chromedp.Text("#counts", &count, chromedp.ByQuery))
	p.eval(`document.querySelector(".statements:not([hidden]) tbody tr:not([hidden]) a").getAttribute("href")`, &href)
	if !strings.HasPrefix(count, "1 of ") || href != "#"+sample.Second+"/request.absent" {
		t.Errorf("%s, %s", count, href)
	}
	p.shot("statements", false)
}

// Links of older reports, which knew one operation, lead to the rule.
func TestLinksOfOlderReports(t *testing.T) {
	for _, hash := range []string{"#rule-server.weight.range", "#scenario-server.weight.range_a_weight_of_101_is_refused"} {
		p := open(t, sample.Night(), 1280, 900, hash)
		var led string
		p.eval(`document.querySelector(".led").id`, &led)
		if led != sample.Operation+"/server.weight.range" {
			t.Errorf("%s leads to %q", hash, led)
		}
	}
}

// On the whole page, a link to a scenario that somebody pasted into a review opens just that scenario, whatever was
// filtered.
func TestDeepLink(t *testing.T) {
	const operation = "SetVServerGroupAttribute"
	const row = operation + "/group.one-of-two/a_call_with_a_list_alone_is_accepted"
	p := openWhole(t, 1280, 900, "#"+row)
	var open bool
	var top float64
	p.do(chromedp.Sleep(time.Second))
	p.eval(`document.getElementById("`+row+`").querySelector("details").open`, &open)
	p.eval(`document.getElementById("`+row+`").getBoundingClientRect().top`, &top)
	if !open || top < 0 || top > 900 {
		t.Errorf("the scenario is open: %t, at %v of 900 pixels", open, top)
	}
	p.shot("deep-link", false)
	p.do(chromedp.SendKeys("#q", "kangaroo", chromedp.ByQuery), chromedp.Evaluate(`location.hash = "`+operation+`/request.region-id.required"`, nil),
		chromedp.WaitVisible(`[id="`+operation+`/request.region-id.required"]`, chromedp.ByQuery))
	var href string
	p.eval(`document.getElementById("`+row+`").querySelector(".anchor").getAttribute("href")`, &href)
	if href != "#"+row {
		t.Errorf("the row's own link is %q", href)
	}
}

// A word that nothing says empties no search, and it is named.
func TestSearchNamesTheWordsThatNoRuleSays(t *testing.T) {
	p := open(t, sample.Night(), 1280, 900, "")
	for _, c := range []struct{ question, count string }{
		{"Is a weight of 300 refused by RemoveVServerGroupBackendServers?", "4 of 18 rules, none says “300”"},
		{"kangaroo", "0 of 18 rules"},
	} {
		var count string
		p.do(chromedp.SendKeys("#q", kb.Escape+c.question, chromedp.ByQuery), chromedp.Text("#count", &count, chromedp.ByQuery))
		if count != c.count {
			t.Errorf("%q: it says %q, want %q", c.question, count, c.count)
		}
	}
	p.do(chromedp.WaitVisible("#nothing", chromedp.ByQuery))
	p.shot("nothing-found", false)
}

// Opening an exchange colours it and changes not a character of it.
func TestExchangeIsShownAsItArrived(t *testing.T) {
	r := sample.Mock()
	body := strings.Repeat(`{"a":"<b>&amp; \" \u00e9","n":-1.5e3,"t":true , "x" : null}`+"\n ", 20)
	r.Exchanges[1].Body = body
	p := open(t, r, 1280, 900, "")
	var shown string
	var spans int
	p.do(chromedp.Evaluate(`document.querySelectorAll(".scenarios details").forEach(d => d.open = true)`, nil),
		chromedp.Poll(`document.querySelector(".call pre .s")`, nil),
		chromedp.Evaluate(`[...document.querySelectorAll(".call pre")].map(p => p.textContent).find(t => t.includes("-1.5e3"))`, &shown),
		chromedp.Evaluate(`document.querySelectorAll(".call pre span").length`, &spans))
	if !strings.Contains(shown, body) || spans == 0 {
		t.Errorf("with %d coloured words the body is\n%q\nwant\n%q", spans, shown, body)
	}
}

// Everything can be done with the keyboard alone.
func TestKeyboard(t *testing.T) {
	p := open(t, sample.Mock(), 1280, 900, "")
	var active string
	const focus = `document.activeElement.id || document.activeElement.className || document.activeElement.tagName`
	p.do(chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(focus, &active))
	if active != "skip" {
		t.Errorf("the first stop is %q, want the link to the rules", active)
	}
	p.shot("keyboard", false)
	p.do(chromedp.KeyEvent("/"), chromedp.Evaluate(focus, &active))
	if active != "q" {
		t.Errorf("a slash leads to %q, want the search", active)
	}
	var open bool
	p.do(chromedp.KeyEvent(kb.Escape), chromedp.Poll(`document.querySelector("#nothing").hidden`, nil),
		chromedp.Evaluate(`document.querySelector(".scenarios summary").focus()`, nil), chromedp.KeyEvent(kb.Enter),
		chromedp.Evaluate(`document.querySelector(".scenarios details").open`, &open))
	if !open {
		t.Error("Enter does not open an exchange")
	}
	var reachable bool
	p.eval(`[...document.querySelectorAll("a, button, input, select, summary")].every(e => e.tabIndex >= 0)`, &reachable)
	if !reachable {
		t.Error("something cannot be reached with the Tab key")
	}
}

func TestTheme(t *testing.T) {
	p := open(t, sample.Mock(), 1280, 900, "")
	const paper = `getComputedStyle(document.body).backgroundColor`
	var light, dark, chosen string
	p.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}), chromedp.Evaluate(paper, &light),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}), chromedp.Evaluate(paper, &dark))
	if light == dark {
		t.Errorf("the page is %s in both themes", light)
	}
	p.do(chromedp.Click("#theme", chromedp.ByQuery), chromedp.Evaluate(paper, &chosen))
	if chosen != light {
		t.Errorf("light chosen on a dark system: %s, want %s", chosen, light)
	}
	p.do(chromedp.Reload(), chromedp.Evaluate(paper, &chosen))
	if chosen != light {
		t.Errorf("the choice is forgotten: %s, want %s", chosen, light)
	}
}

// Nothing is wider than the screen of a telephone, nor cut off by what holds it; the whole page neither.
func TestNarrowScreen(t *testing.T) {
	pages := map[string]*tab{"night": open(t, sample.Night(), 360, 740, ""), "hostile": open(t, sample.Hostile(), 360, 740, ""), "whole": openWhole(t, 360, 740, "")}
	for name, p := range pages {
		var width int
		var wide []string
		p.do(chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => { if (!d.closest(".scenarios")) d.open = true })`, nil),
			chromedp.Evaluate(`document.querySelectorAll(".rule").forEach(r => r.style.contentVisibility = "visible")`, nil),
			chromedp.Evaluate(`document.documentElement.scrollWidth`, &width),
			chromedp.Evaluate(`[...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > 361).slice(0, 5).map(e => e.outerHTML.slice(0, 120))`, &wide))
		if width > 360 || len(wide) > 0 {
			t.Errorf("%s: the page is %d pixels wide on a screen of 360: %q", name, width, wide)
		}
		p.shot(name+"-narrow", name != "whole")
	}
}

// Without scripts everything is there to be read, and no button stands about that would do nothing.
func TestWithoutScripts(t *testing.T) {
	p := openBlank(t, 1280, 900)
	p.do(emulation.SetScriptExecutionDisabled(true), chromedp.Navigate("file://"+written(t, sample.Night())))
	p.shot("without-scripts", false)
	p.do(emulation.SetScriptExecutionDisabled(false))
	var rules, buttons int
	p.do(chromedp.Evaluate(`document.querySelectorAll(".rule").length`, &rules),
		chromedp.Evaluate(`[...document.querySelectorAll("button, input, select")].filter(b => b.offsetParent !== null).length`, &buttons))
	if rules != 18 || buttons != 0 {
		t.Errorf("%d rules and %d buttons without scripts", rules, buttons)
	}
}

// What a server sends is shown and never obeyed.
func TestHostileContentIsInert(t *testing.T) {
	p := open(t, sample.Hostile(), 1280, 900, "")
	p.do(chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil))
	var title, text string
	var foreign int
	p.do(chromedp.Title(&title), chromedp.Evaluate(`document.body.textContent`, &text),
		chromedp.Evaluate(`document.querySelectorAll("img, iframe, object, script:not(html > head > script, html > body > script)").length`, &foreign))
	if strings.Contains(title, "owned") || foreign > 0 {
		t.Errorf("the title is %q and %d foreign elements are in the page", title, foreign)
	}
	if !strings.Contains(text, "<script>document.title='owned'</script>") {
		t.Error("the markup that a server sent is not shown as text")
	}
	for _, r := range "\u202e\u2066\u200f\x1b" {
		if strings.ContainsRune(text, r) {
			t.Errorf("%U is in the page", r)
		}
	}
}
