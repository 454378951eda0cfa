// Package features holds the living documentation: what the page promises, in sentences that run.
package features

import "embed"

// Files are the feature files as they were when the program was built.
//
//go:embed */*.feature
var Files embed.FS
