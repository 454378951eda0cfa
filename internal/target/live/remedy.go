package live

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
)

// Remedy is the command that removes what a run has left.
func Remedy(inventory, journal string, run target.Run) string {
	return fmt.Sprintf("slbconform sweep -inventory %s -journal %s -run %s -delete", shellQuote(inventory), shellQuote(journal), run)
}

var plainWord = regexp.MustCompile(`^[0-9A-Za-z_./:@%+=-]+$`)

// shellQuote quotes one word of a shell command where it needs quoting.
func shellQuote(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
