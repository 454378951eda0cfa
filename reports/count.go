package reports

import (
	"fmt"
	"strings"
)

// Count is a number by verdict; absent verdicts are zero.
type Count map[Verdict]int

// Sum is the number over all verdicts.
func (c Count) Sum() int {
	sum := 0
	for _, n := range c {
		sum += n
	}
	return sum
}

// String lists the verdicts that are not zero, worst first: "2 violates, 70 rehearsed".
func (c Count) String() string {
	var parts []string
	for _, v := range Verdicts() {
		if c[v] > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", thousands(c[v]), v))
		}
	}
	return strings.Join(parts, ", ")
}
