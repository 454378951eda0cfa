package plan

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slbconform/slbconform/internal/strictyaml"
)

// longestLine is how many bytes a line of a feature may have. The parser of the Gherkin library has a buffer of 64 KiB and fails
// on longer lines.
const longestLine = 60_000

// lines splits a feature file into lines, without a byte order mark. Lines that the parser cannot read are an error.
func lines(file, content string) ([]string, error) {
	all := strings.Split(strings.TrimPrefix(content, "\ufeff"), "\n")
	for i, line := range all {
		if !utf8.ValidString(line) {
			return nil, strictyaml.Errorf(file, i+1, "the line holds bytes that are not UTF-8; save the file as UTF-8")
		}
		if len(line) > longestLine {
			return nil, strictyaml.Errorf(file, i+1, "the line is %d bytes long; at most %d are read", len(line), longestLine)
		}
	}
	return all, nil
}

// grammar matches one error of the Gherkin library, which has no type for it: "(line:column): what".
var grammar = regexp.MustCompile(`\((\d+):\d+\): (.+)`)

// unparsable is the library's first error with file and line; later errors follow from it.
func unparsable(file string, err error) error {
	m := grammar.FindStringSubmatch(err.Error())
	if m == nil {
		return fmt.Errorf("%s: the feature does not parse: %w", file, err)
	}
	line, _ := strconv.Atoi(m[1])
	return strictyaml.Errorf(file, line, "the feature does not parse: %s", m[2])
}
