package reports

import (
	"embed"
	"errors"
	"html/template"
	"io"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/textfs"
)

//go:embed page
var embedded embed.FS

// pageFiles are the templates and styles, with LF line endings in every checkout.
var pageFiles = textfs.New(embedded)

// writeHTML writes index.html: one page that needs no network and works without scripts. A page that becomes too large is
// made again with narrower limits.
func writeHTML(w io.Writer, r *Report) error {
	t, err := template.New("page.tmpl").Funcs(pageFuncs()).ParseFS(pageFiles, "page/*.tmpl")
	if err != nil {
		return err
	}
	var out pageBuffer
	for _, limits := range limitsToTry() {
		p, err := newPage(r, limits)
		if err != nil {
			return err
		}
		out.Reset()
		err = t.Funcs(template.FuncMap{"seen": limits.seen}).Execute(&out, p)
		if errors.Is(err, errFull) {
			continue
		}
		if err == nil {
			_, err = out.WriteTo(w)
		}
		return err
	}
	return errFull
}

// page is what the templates show.
type page struct {
	R          *Report
	Limits     *pageLimits
	Style      template.CSS
	Script     template.JS
	Title      string
	Eyebrow    string
	Worst      Verdict
	Said       []string // the headline, what stands in the documents and the others apart
	Worth      string
	Shares     []share
	Figures    []figure
	Facts      []Value
	Operations []*operationView
	Statements int                // of all documents
	Wrong      excerpt[causeView] // those alike in one
	Faulty     int                // causes and faults
	Faults     excerpt[Fault]
	Bases      []Basis
	New        excerpt[Finding]
	Known      excerpt[Finding]
}

// share is how many rules have a verdict.
type share struct {
	Verdict Verdict
	N       int
}

func newPage(r *Report, limits *pageLimits) (*page, error) {
	p := &page{
		R: r, Limits: limits, Faults: excerptOf(r.Faults), Title: r.Identity.title(), Eyebrow: capital(r.Identity.dated()) + ", made executable", Worst: r.worst(), Said: strings.Split(r.Headline, "; "), Worth: r.restsOn(),
		Shares: shares(r), Figures: r.figures(), Facts: facts(r), Bases: Bases(),
	}
	style, err := assets("page/style.css", "page/rules.css")
	if err != nil {
		return nil, err
	}
	script, err := assets("page/words.js", "page/search.js", "page/script.js")
	if err != nil {
		return nil, err
	}
	p.Style, p.Script = template.CSS(style), template.JS(script)
	v := newViewer(r, limits)
	p.Operations = v.operations()
	for _, o := range p.Operations {
		p.Statements += o.States
	}
	wrong := r.causesOf(Violates, Unexpected)
	p.Faulty = len(wrong) + len(r.Faults)
	groups := excerptOf(bySameRule(wrong))
	p.Wrong.Left = groups.Left
	for i, same := range groups.Shown {
		p.Wrong.Shown = append(p.Wrong.Shown, v.cause(same, i < causesInFull))
	}
	fresh, known := r.news()
	p.New, p.Known = excerptOf(fresh), excerptOf(known)
	return p, nil
}

// restsOn says in a sentence who gave the answers, and what that means for the verdicts.
func (r *Report) restsOn() string {
	from := "Every answer in this report came from " + r.answering()
	switch {
	case r.Identity.Evidence == string(Rehearsed):
		return from + ". Rehearsed says that it held there; only the service itself can confirm it."
	case r.Identity.Target == "replay":
		return from + ". Confirmed says that the documents held against the answers of that day."
	}
	return from + " on " + day(r.Identity.Started) + ". Confirmed says that the documents held there and then."
}

func shares(r *Report) []share {
	n := map[Verdict]int{}
	for i := range r.Rules {
		n[r.Rules[i].Shown()]++
	}
	all := []share{}
	for _, v := range append(Verdicts(), NotObservable) {
		if n[v] > 0 || v == Confirmed || v == Rehearsed {
			all = append(all, share{v, n[v]})
		}
	}
	return all
}

func facts(r *Report) []Value {
	id := r.Identity
	target, version := id.Target+", "+id.Endpoint, id.Module
	if id.Target == "mock" {
		target = "the recorded mock"
	}
	if id.Commit != "" {
		version += ", commit " + shortCommit(id.Commit)
	}
	return []Value{
		{"Target", target}, {"Region", id.Region}, {"SDK", id.SDK}, {"slbconform", version},
		{"Run", day(id.Started) + ", " + id.Started.UTC().Format("15:04 MST")},
	}
}

func assets(names ...string) (string, error) {
	var all strings.Builder
	for _, name := range names {
		data, err := pageFiles.ReadFile(name)
		if err != nil {
			return "", err
		}
		all.Write(data)
	}
	return all.String(), nil
}

// shortCommit is the first 12 digits of a commit's hash.
func shortCommit(hash string) string { return hash[:min(len(hash), 12)] }

func day(t time.Time) string { return t.UTC().Format("2 January 2006") }
