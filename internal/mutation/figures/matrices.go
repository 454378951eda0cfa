package figures

import (
	"embed"
	"io/fs"
)

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
