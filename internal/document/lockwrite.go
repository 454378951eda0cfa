package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

const lockHead = `# Every statement of the documents that the rules of this operation were read from: where it stands, the hash of its
# normalised text, what a program understands of it, and two digits for each of its words, to recognise it when it is
# edited. Written by "slbconform document adopt"; not edited by hand.
`

// Format writes the lock, one statement a line.
func (l *Lock) Format() []byte {
	var b bytes.Buffer
	b.WriteString(lockHead)
	fmt.Fprintf(&b, "format: %d\noperation: %s\ndocuments:\n", lockFormat, l.Operation)
	for i := range l.Documents {
		l.Documents[i].write(&b)
	}
	return b.Bytes()
}

func (d *Locked) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "- in: %s\n  updated: %s\n", d.Name, d.Updated)
	if d.Product != "" {
		fmt.Fprintf(b, "  product: %s\n", scalar(d.Product))
	}
	if d.Language != "" {
		fmt.Fprintf(b, "  language: %s\n", d.Language)
	}
	b.WriteString("  sections:\n")
	section := ""
	for i, s := range d.Statements {
		if i == 0 || s.Section != section {
			section = s.Section
			fmt.Fprintf(b, "  - section: %s\n    statements:\n", scalar(section))
		}
		fmt.Fprintf(b, "    - {%s}\n", strings.Join(s.fields(), ", "))
	}
}

func (s *Statement) fields() []string {
	out := []string{"hash: " + scalar(s.Hash), "kind: " + string(s.Kind)}
	if s.Path != "" {
		out = append(out, "path: "+scalar(s.Path))
	}
	if len(s.Facts) > 0 {
		facts := make([]string, len(s.Facts))
		for i := range s.Facts {
			facts[i] = s.Facts[i].String()
		}
		out = append(out, "facts: ["+strings.Join(facts, ", ")+"]")
	}
	return append(out, "words: "+scalar(s.Words))
}

// String writes a fact the way the ledger writes it, with its kind.
func (f Fact) String() string {
	out := []string{"kind: " + string(f.Kind)}
	if f.Name != "" {
		out = append(out, "name: "+scalar(f.Name))
	}
	for _, field := range factFields() {
		value, set := field.get(&f.Fact)
		switch {
		case !set:
		case field.isList():
			items := make([]string, 0, len(field.list(&f.Fact)))
			for _, item := range field.list(&f.Fact) {
				items = append(items, scalar(item))
			}
			out = append(out, field.name+": ["+strings.Join(items, ", ")+"]")
		case field.name == "default":
			out = append(out, field.name+": "+strconv.Quote(value))
		default:
			out = append(out, field.name+": "+scalar(value))
		}
	}
	return "{" + strings.Join(out, ", ") + "}"
}

var plainScalar = regexp.MustCompile(`^[A-Za-z0-9][\w ./<>()-]*$`)

// scalar writes a string in YAML, quoted where it has to be.
func scalar(s string) string {
	if plainScalar.MatchString(s) && !strings.HasSuffix(s, " ") {
		return s
	}
	return strconv.Quote(s)
}
