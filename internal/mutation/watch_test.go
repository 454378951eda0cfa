package mutation

import (
	"context"
	"net/http"
	"slices"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/run"
	"github.com/slbconform/slbconform/internal/target"
	"github.com/slbconform/slbconform/internal/target/mocktarget"
	"github.com/slbconform/slbconform/internal/wire"
)

// watch is the intact mock, which notes what mutants would make of its calls and answers.
type watch struct {
	target.Target
	g       *Generator
	intact  mocktarget.Config
	calls   []watchedCall
	edits   []watchedAnswer
	current string // the scenario that runs
}

// watchedCall is what a mutant would make of a call that was handled.
type watchedCall struct {
	shows shown
	into  map[string]bool
}

// watchedAnswer is what a variant would make of an answer.
type watchedAnswer struct {
	edit func(*wire.Answer)
	into map[string]bool
}

func (g *Generator) watching() *watch {
	w := &watch{g: g, intact: g.intact}
	w.intact.Table.Rules = slices.Clone(g.intact.Table.Rules)
	w.intact.Table.Around = w.around
	return w
}

// row notes the scenarios in which an entry of the table would fire otherwise.
func (w *watch) row(into map[string]bool, t touch) {
	note := func(c *mock.Call) {
		if !into[w.current] && t.fires(c) {
			into[w.current] = true
		}
	}
	rules := &w.intact.Table.Rules
	if t.row < 0 || t.row >= len(*rules) {
		*rules = append(*rules, mock.Rule{Stage: t.stage, Outcome: (*rules)[0].Outcome, Breaks: func(c *mock.Call, _ mock.Limits) (string, bool) {
			note(c)
			return "", false
		}})
		return
	}
	breaks := (*rules)[t.row].Breaks
	(*rules)[t.row].Breaks = func(c *mock.Call, l mock.Limits) (string, bool) {
		note(c)
		return breaks(c, l)
	}
}

// around notes the scenarios in which a call would be handled otherwise.
func (w *watch) around(c *mock.Call, handle func() mock.Reply) mock.Reply {
	before := c.Held(c.Group())
	r := handle()
	for _, of := range w.calls {
		if !of.into[w.current] && of.shows(c, before, r) {
			of.into[w.current] = true
		}
	}
	return r
}

// run lets the suite run, one scenario after the other.
func (w *watch) run() error {
	w.intact.Wrap = func(next http.RoundTripper) http.RoundTripper {
		return notingSigners{editing{next: next, edit: w.noteAnswers}, w.g.baseline, w}
	}
	w.Target = mocktarget.New(w.intact)
	_, err := w.g.suite.Run(context.Background(), run.Options{Target: w, Filter: plan.Filter{Rules: w.g.only}})
	return err
}

// notingSigners notes who signs the calls of each scenario: a run itself forgets it.
type notingSigners struct {
	next http.RoundTripper
	b    *baseline
	w    *watch
}

// RoundTrip sends a request on.
func (t notingSigners) RoundTrip(r *http.Request) (*http.Response, error) {
	t.b.signed[t.w.current] += " " + r.Header.Get("Authorization")
	return t.next.RoundTrip(r)
}

// noteAnswers notes the scenarios in which an answer would be another one.
func (w *watch) noteAnswers(a *wire.Answer) {
	for _, l := range w.edits {
		if l.into[w.current] {
			continue
		}
		other := *a
		other.Header, other.Body = a.Header.Clone(), slices.Clone(a.Body)
		if alters(&other, l.edit) {
			l.into[w.current] = true
		}
	}
}

// Open notes which scenario runs: one does at a time.
func (w *watch) Open(ctx context.Context, scenario string) (*target.Session, error) {
	w.current = scenario
	return w.Target.Open(ctx, scenario)
}
