package proof

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Print writes the table of a campaign: each rule with its mutants, and who noticed them. Of a campaign against the
// whole suite it writes the matrix besides: which other rules each mutant was blamed on.
func (c *Campaign) Print(w io.Writer, trials []*Trial) error {
	p := &printer{w: w}
	killed, took := 0, time.Duration(0)
	for _, of := range byRuleOf(trials) {
		p.rule(of)
		for _, t := range of {
			took += t.Took
			if t.Err == nil {
				killed++
			}
		}
	}
	p.line("")
	p.line("%d of %d mutants killed, rules broken: %d, work: %s", killed, len(trials), len(byRuleOf(trials)), took.Round(10*time.Millisecond))
	if c.Everyone {
		p.matrix(trials)
	}
	return p.err
}

// byRuleOf groups trials by rule, in their order.
func byRuleOf(trials []*Trial) [][]*Trial {
	var groups [][]*Trial
	for _, t := range trials {
		if n := len(groups); n > 0 && groups[n-1][0].Mutant.Rule == t.Mutant.Rule {
			groups[n-1] = append(groups[n-1], t)
			continue
		}
		groups = append(groups, []*Trial{t})
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

func (p *printer) rule(of []*Trial) {
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

func mark(t *Trial) string {
	if t.Err == nil {
		return "✓"
	}
	return "✗"
}

// noticed says by which sentence of which scenario a mutant was noticed, or why it was not.
func noticed(t *Trial) string {
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

// matrix lists, for each rule, on which rules its mutants are blamed when the whole suite runs.
func (p *printer) matrix(trials []*Trial) {
	p.line("")
	p.line("Blamed besides, when the whole suite runs:")
	for _, of := range byRuleOf(trials) {
		besides := map[string]int{}
		var ids []string
		for _, t := range of {
			for _, id := range t.Others {
				if besides[id] == 0 {
					ids = append(ids, id)
				}
				besides[id]++
			}
		}
		slices.Sort(ids)
		for i, id := range ids {
			ids[i] = fmt.Sprintf("%s ×%d", id, besides[id])
		}
		p.line("%s  %s", pad(of[0].Mutant.Rule, 62), strings.Join(ids, ", "))
	}
}
