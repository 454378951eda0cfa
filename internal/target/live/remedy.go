package live

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
)

// Remedy is the command that takes back what a run has left.
func Remedy(inventory, journal string, run target.Run) string {
	return fmt.Sprintf("slbconform sweep -inventory %s -journal %s -run %s -delete", word(inventory), word(journal), run)
}

var plainWord = regexp.MustCompile(`^[0-9A-Za-z_./:@%+=-]+$`)

// word writes one word of a shell's command.
func word(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
