package document

import (
	"cmp"
	"fmt"
	"io"

	"github.com/slbconform/slbconform/spec"
)

// complaints shows what a person has to settle.
func (c *Check) complaints(w io.Writer) {
	covered := c.Coverage
	complain(w, "behind no rule and not set aside", covered.Unaccounted, func(s Statement) string {
		return fmt.Sprintf("%s%s\n        %s\n        {%s}", atLine(s.Line), location(s.Section, s.Path), shorten(s.Text, 96), pointerYAML(c.pointer(&s)))
	})
	complain(w, "behind a rule and set aside as well", covered.Both, func(s Statement) string {
		return fmt.Sprintf("%s%s\n        %s", atLine(s.Line), location(s.Section, s.Path), shorten(s.Text, 96))
	})
	complain(w, "gone from the document", covered.Vanished, func(v Vanished) string {
		return fmt.Sprintf("%s\n        {%s}", cmp.Or(v.Rule, "set aside"), pointerYAML(v.Pointer))
	})
	complain(w, "different by value", c.Comparison.Differences, func(d Difference) string {
		return fmt.Sprintf("%s  %s%s\n        %-12s document  %s\n        %-12s ledger    %s",
			d.Rule, atLine(d.Line), location(d.Section, d.Path), d.Field, orNothing(d.Document), "", orNothing(d.Ledger))
	})
}

// pointer names a statement with its document, as far as the ledger has to.
func (c *Check) pointer(s *Statement) spec.Pointer {
	p := s.Pointer()
	if into := pointersInto(c.Name, c.Operation); into.first != c.Name {
		p.In = c.Name
	}
	return p
}

func atLine(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("line %d  ", n)
}

func complain[T any](w io.Writer, what string, items []T, show func(T) string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(w, "\n  %s: %d\n", what, len(items))
	for _, item := range items {
		fmt.Fprintf(w, "    %s\n", show(item))
	}
}
