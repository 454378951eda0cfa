package mutation

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Print writes the table of a mutation run: each rule with its mutants, and who noticed them.
func Print(w io.Writer, results []*Result) error {
	p := &printer{w: w}
	killed, took := 0, time.Duration(0)
	for _, of := range grouped(results) {
		p.rule(of)
		for _, t := range of {
			took += t.Took
			if t.Err == nil {
				killed++
			}
		}
	}
	p.line("")
	p.line("%d of %d mutants killed, rules broken: %d, work: %s", killed, len(results), len(grouped(results)), took.Round(10*time.Millisecond))
	return p.err
}

// grouped groups results by rule, in their order.
func grouped(results []*Result) [][]*Result {
	var groups [][]*Result
	for _, t := range results {
		if n := len(groups); n > 0 && groups[n-1][0].Mutant.Rule == t.Mutant.Rule {
			groups[n-1] = append(groups[n-1], t)
			continue
		}
		groups = append(groups, []*Result{t})
	}
	return groups
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, strings.TrimRight(fmt.Sprintf(format, args...), " "))
	}
}

func (p *printer) rule(of []*Result) {
	killed, took := 0, time.Duration(0)
	for _, t := range of {
		took += t.Took
		if t.Err == nil {
			killed++
		}
	}
	p.line("")
	p.line("%s  %d of %d killed  %s", pad(of[0].Mutant.Rule, 62), killed, len(of), took.Round(time.Millisecond))
	for _, t := range of {
		p.line("  %s %s  %s", mark(t), pad(t.Mutant.How, 58), noticed(t))
	}
}

func mark(t *Result) string {
	if t.Err == nil {
		return "✓"
	}
	return "✗"
}

// noticed says by which sentence of which scenario a mutant was noticed, or why it was not.
func noticed(t *Result) string {
	if t.Err != nil {
		return t.Err.Error()
	}
	k := t.Killers[0]
	return fmt.Sprintf("%s  ← %s", pad(k.String(), 52), k.Scenario.Name)
}

func pad(s string, width int) string {
	if n := utf8.RuneCountInString(s); n < width {
		return s + strings.Repeat(" ", width-n)
	}
	if runes := []rune(s); len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return s
}
