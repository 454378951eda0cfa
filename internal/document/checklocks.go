package document

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

// CheckLocks compares every ledger of the working tree with what is locked of its documents. The error joins all mistakes;
// each is one line that names the file to correct.
func (w *Workspace) CheckLocks() error {
	var errs []error
	for _, o := range w.Ledger.Operations {
		p, err := w.Project(o.Name, false)
		switch {
		case err != nil:
			errs = append(errs, err)
		case p.Lock == nil:
			errs = append(errs, strictyaml.Errorf(LockName(o.Name), 0, "it is missing: slbconform document adopt writes it"))
		default:
			errs = append(errs, p.checkLocks()...)
		}
	}
	return errors.Join(errs...)
}

// checkLocks is CheckLocks of one operation. What is wrong with the second document is told once the
// first is right: most of what one says, the other says as well.
func (p *Project) checkLocks() []error {
	if lost := p.lostSamples(); len(lost) > 0 {
		return []error{strictyaml.Errorf("fixtures/"+p.Operation.Name+"/samples", 0, "rules of spec/%s/rules.yaml name files that are not there: %s", p.Operation.Name, strings.Join(lost, ", "))}
	}
	var errs []error
	for _, what := range p.Unlocked() {
		errs = append(errs, errors.New(what))
	}
	for i := range p.Lock.Documents {
		if len(errs) > 0 {
			return errs // the other document says it again
		}
		errs = p.CheckLock(LockName(p.Operation.Name), &p.Lock.Documents[i]).errors()
	}
	return errs
}

// lostSamples are the samples that rules name and that are not there.
func (p *Project) lostSamples() []string {
	var lost []string
	for _, r := range p.Operation.Rules {
		if _, err := fs.Stat(p.Samples, r.Fact.Sample); r.Fact.Sample != "" && errors.Is(err, fs.ErrNotExist) {
			lost = append(lost, r.Fact.Sample)
		}
	}
	return lost
}

// errors are the mistakes in a ledger, by its lock. A mistyped hash also leaves a statement without a rule and a rule without
// its statement's values; these are not told as mistakes of their own.
func (c *Check) errors() []error {
	ledger, lock := "spec/"+c.Operation.Name+"/rules.yaml", LockName(c.Operation.Name)
	line := func(rule string) int {
		if r := c.Operation.Rule(rule); r != nil {
			return r.Line
		}
		return 0
	}
	var errs []error
	missed := slices.Concat(c.Coverage.Unaccounted, c.Coverage.Both)
	for _, v := range c.Coverage.Vanished {
		meant := func(s Statement) bool {
			one, other, hash := s.Section == v.Pointer.Section, s.Path == v.Pointer.Path, s.Hash == v.Pointer.Statement
			return one && (other || hash) || other && hash
		}
		var instead []string
		for _, s := range c.Statements {
			if meant(s) {
				instead = append(instead, "{"+pointerYAML(c.pointer(&s))+"}")
			}
		}
		errs = append(errs, strictyaml.Errorf(ledger, line(v.Rule), "%s points to {%s}, which the %s does not have in %s%s", subject(v.Rule), pointerYAML(v.Pointer), c.Name, lock, near(instead)))
		missed = slices.DeleteFunc(missed, meant)
	}
	if len(missed) > 0 { // one line of the ledger may be behind many
		more := ""
		if len(missed) > 1 {
			more = fmt.Sprintf("; so it is with %d more", len(missed)-1)
		}
		errs = append(errs, strictyaml.Errorf(ledger, 0, "{%s} of the %s in %s is to be behind a rule or set aside, and is neither or both%s", pointerYAML(c.pointer(&missed[0])), c.Name, lock, more))
	}
	if len(errs) > 0 {
		return errs
	}
	for _, d := range c.Comparison.Differences {
		errs = append(errs, strictyaml.Errorf(ledger, line(d.Rule), "%s: the %s has the %s %s in %s, the ledger %s", subject(d.Rule), c.Name, d.Field, orNothing(d.Document), lock, orNothing(d.Ledger)))
	}
	return errs
}

func subject(rule string) string {
	if rule == "" {
		return "what is set aside"
	}
	return fmt.Sprintf("rule %q", rule)
}

// near ends the message about a pointer that leads nowhere: it names what is at its place or has its hash.
func near(pointers []string) string {
	switch n := len(pointers); {
	case n == 0:
		return ""
	case n > 3:
		return fmt.Sprintf("; at that place it has %d others", n)
	}
	return "; it has " + strings.Join(pointers, ", ")
}

// WriteTraces writes, for grep, a line for every normative statement and each rule based on it, with the rule's scenarios
// and its verdict in the last run; scenarios and verdicts are by short id.
func (c *Check) WriteTraces(w io.Writer, scenarios map[string][]string, verdicts map[string]string) {
	into := pointersInto(c.Name, c.Operation)
	for i := range c.Statements {
		s := &c.Statements[i]
		if !normative(s) {
			continue
		}
		line := func(says ...string) {
			fmt.Fprintf(w, "%s | %s | %s | %s\n", c.Name, location(s.Section, s.Path), s.Hash, strings.Join(says, " | "))
		}
		rules := into.rules[s.Pointer()]
		for _, r := range rules {
			of := cmp.Or(strings.Join(scenarios[r.Name], "; "), "no scenario")
			line(r.Name, string(r.Basis), r.Says, of, cmp.Or(verdicts[r.Name], "not known"))
		}
		switch reason := into.setAside(s); {
		case reason != "":
			line("set aside", reason)
		case len(rules) == 0:
			line("unaccounted", shorten(s.Text, 80))
		}
	}
}
