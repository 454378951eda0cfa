package steps

import "embed"

// Sources are the sources of this package: the figures of a proof hold for one state of them.
//
//go:embed *.go
var Sources embed.FS
