// Package figures keeps what the last proof of the suite found, and for which state of it. Whoever reports a run asks
// here what a green one is worth.
package figures

import (
	"bytes"
	"crypto/sha256"
	"embed"
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

// Committed are the figures that were kept when the program was built. The error says that the file was spoiled.
func Committed() (reports.Proof, error) {
	var p reports.Proof
	d := json.NewDecoder(bytes.NewReader(committed))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return reports.Proof{}, fmt.Errorf("%s: %w; `make mutants` writes it anew", File, err)
	}
	return p, nil
}

// Proof is what the committed figures say of the suite as it was built: that they hold only if it is still the one that
// was proven.
func Proof() reports.Proof {
	p, err := Committed()
	if err != nil {
		return reports.Proof{}
	}
	p.Holds = p.Hash == Hash()
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

// Matrices are what the mutants of each operation break, a file an operation; package run reads them.
func Matrices() fs.FS {
	sub, err := fs.Sub(matrices, "matrix")
	if err != nil {
		panic(err) // the name is a valid path
	}
	return sub
}

// MatrixFolder is where they stand, from the root of the module.
const MatrixFolder = "internal/mutation/figures/matrix"

//go:embed all:matrix
var matrices embed.FS
