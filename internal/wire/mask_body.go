package wire

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Body masks the body of a request or an answer. In JSON, also if it is cut or broken, the values of secret members at any depth
// become placeholders, and every other text is masked as Text does; all other bytes stay. What is not JSON is masked as one
// text.
func (m *Masker) Body(body []byte) []byte {
	if !m.mayHoldSecret(string(body)) {
		return bytes.Clone(body)
	}
	if t := bytes.TrimLeft(body, " \t\r\n"); len(t) == 0 || t[0] != '{' && t[0] != '[' {
		return []byte(m.Text(string(body)))
	}
	w := &bodyWalk{masker: m, in: body}
	for w.at < len(w.in) {
		w.step()
	}
	return w.out.Bytes()
}

// bodyWalk reads JSON byte by byte without requiring that it is valid.
type bodyWalk struct {
	masker *Masker
	in     []byte
	at     int
	out    bytes.Buffer
	key    string   // the member whose value comes next
	within []string // the kind of secret of each open object or list; "" for none
}

func (w *bodyWalk) step() {
	c := w.in[w.at]
	switch {
	case c == '"':
		w.text()
		return
	case c == '{' || c == '[':
		w.within = append(w.within, w.kind())
		w.key = ""
	case c == '}' || c == ']':
		w.within = w.within[:max(0, len(w.within)-1)]
		w.key = ""
	case c == ',':
		w.key = ""
	case '0' <= c && c <= '9' && w.kind() != "":
		c = '0'
	}
	w.out.WriteByte(c)
	w.at++
}

// kind is the kind of secret of a value here, by its name or that of an object or list around it; "" for none.
func (w *bodyWalk) kind() string {
	if k := secretParameter(w.key); k != "" {
		return k
	}
	if n := len(w.within); n > 0 {
		return w.within[n-1]
	}
	return ""
}

func (w *bodyWalk) text() {
	end := stringEnd(w.in, w.at)
	raw := string(w.in[w.at:end])
	w.at = end
	inner := strings.TrimSuffix(raw[1:], `"`)
	rest := bytes.TrimLeft(w.in[end:], " \t\r\n")
	switch kind := w.kind(); {
	case len(rest) > 0 && rest[0] == ':':
		w.key = inner
		if strings.Contains(inner, `\`) {
			_ = json.Unmarshal([]byte(raw), &w.key) // a name that cannot be read stays as it is written
		}
		w.out.WriteString(w.quoted(raw, w.masker.Text(inner)))
	case kind != "" && inner != "":
		w.out.WriteString(w.quoted(raw, w.masker.placeholder(kind, inner)))
	default:
		w.out.WriteString(w.quoted(raw, w.masker.Text(inner)))
	}
}

// quoted puts back the quotes that the text had: a cut one lacks its last.
func (w *bodyWalk) quoted(raw, inner string) string {
	if len(raw) > 1 && strings.HasSuffix(raw, `"`) {
		return `"` + inner + `"`
	}
	return `"` + inner
}

// stringEnd is the index after the string that begins at from, or the end of the text.
func stringEnd(in []byte, from int) int {
	for i := from + 1; i < len(in); i++ {
		switch in[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(in)
}
