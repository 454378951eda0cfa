package steps

import (
	"embed"

	"github.com/slbconform/slbconform/internal/textfs"
)

//go:embed *.go
var embedded embed.FS

// Sources are the sources of this package: the figures of a proof hold for one state of them.
var Sources = textfs.New(embedded)
