package mutation

import (
	"fmt"
	"io"
	"regexp"
	"text/tabwriter"
	"time"
)

// Print writes the table of a mutation run: each rule with its mutants, and who noticed them.
func Print(w io.Writer, results []*Result) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	rules, killed, took := map[string]bool{}, 0, time.Duration(0)
	for _, r := range results {
		if !rules[r.Mutant.Rule] {
			fmt.Fprintf(t, "\n%s\n", r.Mutant.Rule)
		}
		rules[r.Mutant.Rule] = true
		took += r.Took
		mark := "✗"
		if r.Err == nil {
			killed++
			mark = "✓"
		}
		fmt.Fprintf(t, "  %s %s\t← %s\n", mark, r.Mutant.How, noticed(r))
	}
	fmt.Fprintf(t, "\n%d of %d mutants killed, rules broken: %d, work: %s\n", killed, len(results), len(rules), took.Round(10*time.Millisecond))
	return t.Flush()
}

// noticed says by which sentence of which scenario a mutant was noticed, or why it was not.
func noticed(r *Result) string {
	if r.Err != nil {
		return r.Err.Error()
	}
	return fmt.Sprintf("%s\t← %s", r.Killers[0], r.Killers[0].Scenario.Name)
}

// Asserting are the asserting sentences of the vocabulary: those that noticed at least one mutant, and those that noticed
// none, of which nothing shows that they can fail.
func (r *Run) Asserting(results []*Result) (proven, unproven []string) {
	noticed := map[string]bool{}
	for _, t := range results {
		for _, k := range t.Killers {
			if d := r.Suite.Vocabulary.Meaning(k.Step); d != nil {
				noticed[d.Example] = true
			}
		}
	}
	for _, d := range r.Suite.Vocabulary.All {
		switch {
		case !d.Asserts:
		case noticed[d.Example]:
			proven = append(proven, d.Example)
		default:
			unproven = append(unproven, d.Example)
		}
	}
	return proven, unproven
}

// Places counts the places at which the document itself noticed a mutant, operation by operation.
func Places(results []*Result) int {
	index := regexp.MustCompile(`/\d+`)
	places := map[string]bool{}
	for _, t := range results {
		for _, k := range t.Killers {
			if k.Step == "" {
				places[k.Scenario.Operation+" "+index.ReplaceAllString(k.Where, "/[]")] = true
			}
		}
	}
	return len(places)
}
