package proof

// Proven are the asserting sentences that noticed at least one mutant, as the vocabulary gives them.
func (c *Campaign) Proven(trials []*Trial) []string { return c.asserting(trials, true) }

// Decoration are the asserting sentences that no mutant was ever noticed by: nothing shows that they can fail.
func (c *Campaign) Decoration(trials []*Trial) []string { return c.asserting(trials, false) }

func (c *Campaign) asserting(trials []*Trial, killers bool) []string {
	killed := map[string]bool{}
	for _, t := range trials {
		for _, k := range t.Killers {
			if d := definition(c.Suite.Vocabulary, k.Step); d != nil {
				killed[d.Example] = true
			}
		}
	}
	var out []string
	for _, d := range c.Suite.Vocabulary {
		if d.Asserts && killed[d.Example] == killers {
			out = append(out, d.Example)
		}
	}
	return out
}
