// Package nearest finds the known name closest to one that was mistyped.
package nearest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Name returns the known name closest to the given one, or "" when none is close: more than a third of the
// letters would have to change.
func Name(given string, known []string) string {
	best, least, leastGap := "", len(given)/3+2, 0
	for _, k := range slices.Sorted(slices.Values(known)) {
		d := levenshtein.ComputeDistance(strings.ToLower(given), strings.ToLower(k))
		if d == 2 && sameLetters(given, k) {
			d = 1 // two that changed places are one slip
		}
		gap := max(len(k), len(given)) - min(len(k), len(given))
		if d < least || d == least && best != "" && gap < leastGap {
			best, least, leastGap = k, d, gap
		}
	}
	return best
}

// Hint is the end of an error sentence: `; did you mean "…"?`, or "" when nothing is close, or it is known: then its name is not
// what is wrong.
func Hint(given string, known []string) string {
	if n := Name(given, known); n != "" && n != given {
		return fmt.Sprintf("; did you mean %q?", n)
	}
	return ""
}

// Slip is Hint among names that share most of their letters, as those of operations do: two letters at most are wrong.
func Slip(given string, known []string) string {
	if n := Name(given, known); n != "" && levenshtein.ComputeDistance(strings.ToLower(given), strings.ToLower(n)) <= 2 {
		return Hint(given, known)
	}
	return ""
}

func sameLetters(a, b string) bool {
	one, other := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	slices.Sort(one)
	slices.Sort(other)
	return slices.Equal(one, other)
}
