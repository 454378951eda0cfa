package mock

import (
	"embed"

	"github.com/slbconform/slbconform/internal/textfs"
)

//go:embed *.go
var embedded embed.FS

// Sources are the Go files of this package. Their hash says for which version of the mock the figures of a proof are.
var Sources = textfs.New(embedded)
