package plan

import "strings"

// Block is a Rule: of the features with its scenarios, an outline counted once.
type Block struct {
	Rule      string // full id
	Feature   string
	File      string // below features/
	Line      int
	Scenarios []BlockScenario
}

// BlockScenario is a scenario or an outline of a Rule:.
type BlockScenario struct {
	Name string
	Line int
	Rows int // of an outline's examples; 0 for a plain scenario
}

// Blocks are the Rule: blocks of all features, by the full id of the rule.
func (p *Plan) Blocks() map[string]Block {
	at := map[string]Block{}
	for _, f := range p.files {
		for _, r := range f.rules {
			id := f.operation + "/" + r.id
			at[id] = Block{Rule: id, File: strings.TrimPrefix(f.name, "features/"), Line: r.line}
		}
	}
	for i := range p.Scenarios {
		s := &p.Scenarios[i]
		block := at[s.Rule]
		block.Feature = s.Feature
		block.add(s)
		at[s.Rule] = block
	}
	return at
}

func (b *Block) add(s *Scenario) {
	name := s.Name
	if s.Outline != "" {
		name = s.Outline
	}
	if n := len(b.Scenarios); n == 0 || b.Scenarios[n-1].Name != name {
		b.Scenarios = append(b.Scenarios, BlockScenario{Name: name, Line: s.Start})
	}
	if s.Outline != "" {
		b.Scenarios[len(b.Scenarios)-1].Rows++
	}
}
