package run

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/slbconform/slbconform/internal/wire"
)

// Matrix is what the proof saw each mutant of an operation's rules break. It is kept in one file an operation.
type Matrix struct {
	Operation string
	Hash      string // of the state of the suite that it was made with
	Mutants   []MutantSeen
}

// MutantSeen is one mutant and what it broke. Mutants of which the plain call fails stand in no matrix: they would
// explain everything.
type MutantSeen struct {
	Rule     string // full id of the rule that the mutant breaks
	Name     string
	Symptoms []Symptom
}

// matrixFile is a matrix as its file holds it: texts once, and symptoms by their numbers. What many scenarios show alike
// stands in one row: place, kind and all the scenarios.
type matrixFile struct {
	Operation string       `json:"operation"`
	Hash      string       `json:"hash"`
	Texts     []string     `json:"texts"`   // scenarios, places and kinds
	Mutants   []mutantFile `json:"mutants"` // in the order of the ledger
}

type mutantFile struct {
	Rule      string  `json:"rule"`
	Name      string  `json:"name"`
	Broke     [][]int `json:"broke,omitempty"`     // place, kind, scenarios: contradicted there
	Undecided [][]int `json:"undecided,omitempty"` // the same, where nothing could be said
}

// Bytes are the matrix as its file holds it, a mutant a line.
func (m *Matrix) Bytes() ([]byte, error) {
	f := matrixFile{Operation: m.Operation, Hash: m.Hash}
	at := map[string]int{}
	number := func(text string) int {
		n, known := at[text]
		if !known {
			n = len(f.Texts)
			at[text] = n
			f.Texts = append(f.Texts, text)
		}
		return n
	}
	for _, seen := range m.Mutants { // scenarios first, so that those that come together have numbers that do
		for _, s := range seen.Symptoms {
			number(s.Scenario)
		}
	}
	for _, seen := range m.Mutants {
		f.Mutants = append(f.Mutants, mutantFile{
			Rule: seen.Rule, Name: seen.Name, Broke: rows(seen.Symptoms, false, number), Undecided: rows(seen.Symptoms, true, number),
		})
	}
	return f.write()
}

// rows are the symptoms of one sort, those of one place and kind in one row.
func rows(symptoms []Symptom, undecided bool, number func(string) int) [][]int {
	var all [][]int
	at := map[[2]int]int{}
	for _, s := range symptoms {
		if s.Undecided != undecided {
			continue
		}
		key := [2]int{number(s.At), number(string(s.Kind))}
		i, known := at[key]
		if !known {
			i = len(all)
			at[key] = i
			all = append(all, key[:])
		}
		all[i] = following(all[i], number(s.Scenario))
	}
	return all
}

// following adds a scenario to a row. Of scenarios whose numbers follow each other, the first stands and then, below zero,
// how many follow.
func following(row []int, scenario int) []int {
	all := scenarios(row)
	switch n := len(all); {
	case n == 0 || all[n-1]+1 != scenario:
		return append(row, scenario)
	case row[len(row)-1] < 0:
		row[len(row)-1]--
		return row
	}
	return append(row, -1)
}

// scenarios are those of a row, one by one.
func scenarios(row []int) []int {
	var all []int
	for _, n := range row[2:] {
		for range -n {
			all = append(all, all[len(all)-1]+1)
		}
		if n >= 0 {
			all = append(all, n)
		}
	}
	return all
}

func (f *matrixFile) write() ([]byte, error) {
	texts, err := json.Marshal(f.Texts)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"operation\":%q,\"hash\":%q,\n\"texts\":%s,\n\"mutants\":[", f.Operation, f.Hash, bytes.ReplaceAll(texts, []byte(`","`), []byte("\",\n\"")))
	for i, m := range f.Mutants {
		line, err := json.Marshal(m)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		out.Write(line)
	}
	out.WriteString("\n]}\n")
	return out.Bytes(), nil
}

// ReadMatrix reads a matrix; shown is the name of its file in errors. A file that was cut or edited is refused.
func ReadMatrix(data []byte, shown string) (*Matrix, error) {
	var f matrixFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("%s: it is no whole matrix: %w; `make mutants` writes it anew", shown, err)
	}
	m := &Matrix{Operation: f.Operation, Hash: f.Hash}
	for _, one := range f.Mutants {
		seen := MutantSeen{Rule: one.Rule, Name: one.Name}
		for i, rows := range [][][]int{one.Broke, one.Undecided} {
			for _, row := range rows {
				if !f.known(row) {
					return nil, fmt.Errorf("%s: mutant %q names a text that is not there; `make mutants` writes it anew", shown, one.Name)
				}
				for _, scenario := range scenarios(row) {
					seen.Symptoms = append(seen.Symptoms, Symptom{f.Texts[scenario], f.Texts[row[0]], wire.Kind(f.Texts[row[1]]), i == 1})
				}
			}
		}
		m.Mutants = append(m.Mutants, seen)
	}
	return m, nil
}

// known reports whether all texts of a row are there.
func (f *matrixFile) known(row []int) bool {
	last := 0
	for i, n := range row {
		if i > 2 && n < 0 { // so many follow
			n = last - n
		}
		if n < 0 || n >= len(f.Texts) {
			return false
		}
		last = n
	}
	return len(row) > 2
}

// Symptom is one thing that failed in a scenario: where, and by what kind of answer.
type Symptom struct {
	Scenario  string    // full id
	At        string    // the sentence, or the place in the exchange that the document speaks of
	Kind      wire.Kind // of the answer that showed it; empty without one
	Undecided bool      // nothing could be said there; else it was contradicted
}

// Symptoms are all that failed in the scenario.
func (o *Outcome) Symptoms() []Symptom {
	var all []Symptom
	for _, v := range o.Violations {
		all = append(all, o.symptomOf(v))
	}
	if len(all) > 0 {
		return all
	}
	for i, step := range o.Steps {
		if step.Status == "undecided" {
			all = append(all, Symptom{Scenario: o.Scenario.ID(), At: o.Scenario.Steps[i].Text, Kind: o.lastKind(), Undecided: true})
		}
	}
	return all
}

func (o *Outcome) symptomOf(v *Violation) Symptom {
	s := Symptom{Scenario: o.Scenario.ID(), At: v.Where}
	if v.Step >= 0 {
		s.At = o.Scenario.Steps[v.Step].Text
	}
	if v.Exchange != nil {
		s.Kind = v.Exchange.Kind()
	}
	return s
}

func (o *Outcome) lastKind() wire.Kind {
	if n := len(o.Exchanges); n > 0 {
		return o.Exchanges[n-1].Kind()
	}
	return ""
}
