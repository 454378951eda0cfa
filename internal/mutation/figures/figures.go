// Package figures keeps what the last proof of the suite found, and for which state of it. Whoever reports a run asks
// here what a green one is worth.
package figures

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the figures
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/slbconform/slbconform/features"
	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/reports"
	"github.com/slbconform/slbconform/spec"
	"github.com/slbconform/slbconform/steps"
)

// File is where the figures are kept, from the root of the module.
const File = "internal/mutation/figures/figures.json"

//go:embed figures.json
var committed []byte

// Figures are those of one proof.
type Figures struct {
	Hash          string `json:"hash"`           // of the state of the suite that was proven
	Mutants       int    `json:"mutants"`        // mocks with exactly one rule broken
	Killed        int    `json:"killed"`         // of those, noticed and blamed on the right rule
	BrokenServers int    `json:"broken_servers"` // servers that are wrong as a whole
	Caught        int    `json:"caught"`         // of those, never taken for one that holds
	Variants      int    `json:"variants"`       // mocks that do the other thing where the documents are silent
	Accepted      int    `json:"accepted"`       // of those, under which nothing stated was violated
	Mistakes      int    `json:"mistakes"`       // inventories that are wrong in one role
	Named         int    `json:"named"`          // of those, named and blamed on no rule
	Steps         int    `json:"steps"`          // asserting sentences that noticed a mutant
	Schemas       int    `json:"schemas"`        // places of the document that were violated and noticed
	Operations    []Of   `json:"operations"`     // the mutants of each operation, and of the platform
}

// Of are the figures of one operation.
type Of struct {
	Operation string `json:"operation"`
	Mutants   int    `json:"mutants"`
	Killed    int    `json:"killed"`
	Variants  int    `json:"variants"` // that its scenarios see
	Accepted  int    `json:"accepted"`
}

// Committed are the figures that were kept when the program was built. The error says that the file was spoiled.
func Committed() (Figures, error) {
	var f Figures
	d := json.NewDecoder(bytes.NewReader(committed))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return Figures{}, fmt.Errorf("%s: %w; `make mutants` writes it anew", File, err)
	}
	return f, nil
}

// Bytes are the figures as the file holds them.
func (f Figures) Bytes() []byte {
	out, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		panic(err) // a struct of numbers and a text always marshals
	}
	return append(out, '\n')
}

// Proof is what the committed figures say of the suite as it was built: nothing, unless it is still the one that was
// proven.
func Proof() reports.Proof {
	f, err := Committed()
	if err != nil {
		return reports.Proof{}
	}
	p := reports.Proof{
		Hash: f.Hash, Holds: f.Hash == Hash(), Mutants: f.Mutants, Killed: f.Killed, BrokenServers: f.BrokenServers, Caught: f.Caught,
		Variants: f.Variants, Accepted: f.Accepted, Mistakes: f.Mistakes, Named: f.Named, Steps: f.Steps, Schemas: f.Schemas,
	}
	for _, o := range f.Operations {
		p.Operations = append(p.Operations, reports.ProofOf{Operation: o.Operation, Mutants: o.Mutants, Killed: o.Killed, Variants: o.Variants, Accepted: o.Accepted})
	}
	return p
}

// Hash is that of all a proof depends on: ledger and document, features, steps, fixtures and mock. Tests are left
// out.
func Hash() string {
	sum := sha256.New()
	for _, part := range []struct {
		name  string
		files fs.FS
	}{{"spec", spec.Files}, {"features", features.Files}, {"steps", steps.Sources}, {"fixtures", fixtures.Files}, {"internal/mock", mock.Sources}} {
		err := fs.WalkDir(part.files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || name == "divergences.yaml" {
				return err
			}
			data, err := fs.ReadFile(part.files, name)
			fmt.Fprintf(sum, "%s %d\n", path.Join(part.name, name), len(data))
			sum.Write(data)
			return err
		})
		if err != nil {
			panic(err) // embedded files can be read
		}
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}
