package mutation

// Proven are the asserting sentences that noticed at least one mutant, as the vocabulary gives them.
func (r *Run) Proven(results []*Result) []string { return r.asserting(results, true) }

// Unproven are the asserting sentences that no mutant was ever noticed by: nothing shows that they can fail.
func (r *Run) Unproven(results []*Result) []string { return r.asserting(results, false) }

func (r *Run) asserting(results []*Result, killers bool) []string {
	killed := map[string]bool{}
	for _, t := range results {
		for _, k := range t.Killers {
			if d := r.Suite.Vocabulary.Meaning(k.Step); d != nil {
				killed[d.Example] = true
			}
		}
	}
	var out []string
	for _, d := range r.Suite.Vocabulary.All {
		if d.Asserts && killed[d.Example] == killers {
			out = append(out, d.Example)
		}
	}
	return out
}
