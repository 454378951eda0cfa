// Package features holds the living documentation: what the page promises, in sentences that run.
package features

import (
	"embed"

	"github.com/slbconform/slbconform/internal/textfs"
)

//go:embed */*.feature
var embedded embed.FS

// Files are the feature files as they were when the program was built.
var Files = textfs.New(embedded)
