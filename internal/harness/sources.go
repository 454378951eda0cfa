package harness

import (
	"bytes"
	"errors"
	"regexp"
	"slices"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/strictyaml"
)

// sourcesFile has an entry, with its public source, for every fact that no document states.
const sourcesFile = "docs/sources.md"

var (
	entry  = regexp.MustCompile(`(?m)^### ([a-z0-9-]+)\r?$`)
	source = regexp.MustCompile(`docs/sources\.md#([A-Za-z0-9-]*)`)
)

func anchorsOf(sources []byte) []string {
	var anchors []string
	for _, m := range entry.FindAllSubmatch(sources, -1) {
		anchors = append(anchors, string(m[1]))
	}
	return anchors
}

// dangling returns an error for references of a file to entries that do not exist.
func dangling(name string, data []byte, anchors []string) error {
	var errs []error
	for _, at := range source.FindAllSubmatchIndex(data, -1) {
		if anchor := string(data[at[2]:at[3]]); !slices.Contains(anchors, anchor) {
			errs = append(errs, strictyaml.Errorf(name, 1+bytes.Count(data[:at[0]], []byte("\n")), "%s has no entry %q%s", sourcesFile, anchor, nearest.Hint(anchor, anchors)))
		}
	}
	return errors.Join(errs...)
}
