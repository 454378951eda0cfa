package document

import (
	"regexp"
	"strings"
)

// Word is a run of words of an edited text that had the same fate, with the blanks in it.
type Word struct {
	Op   string `json:"op"` // same, removed or added
	Text string `json:"text"`
}

var wordOrMark = regexp.MustCompile(`\s+|[\pL\pN_]+|[^\s\pL\pN_]`)

// wordDiff shows an edited text word by word: what was removed, then what was added in its place. It is empty
// when one of the texts is not known.
func wordDiff(old, new string) []Word {
	if old == "" || new == "" {
		return nil
	}
	a, b := wordOrMark.FindAllString(old, -1), wordOrMark.FindAllString(new, -1)
	var w wordRuns
	i, j := 0, 0
	for _, p := range append(common(a, b), pair{len(a), len(b)}) {
		w.removed += strings.Join(a[i:p.a], "")
		w.added += strings.Join(b[j:p.b], "")
		i, j = p.a, p.b
		if i < len(a) {
			w.same(a[i])
			i, j = i+1, j+1
		}
	}
	w.flush()
	return w.out
}

// wordRuns joins what has one fate. Blanks between two changes are part of the change.
type wordRuns struct {
	out            []Word
	removed, added string
	blank          string // seen since the change, not yet known to end it
}

func (w *wordRuns) same(token string) {
	changing := w.removed != "" || w.added != ""
	if changing && strings.TrimSpace(token) == "" {
		w.blank = token
		w.removed += token
		w.added += token
		return
	}
	w.flush()
	if n := len(w.out); n > 0 && w.out[n-1].Op == "same" {
		w.out[n-1].Text += token
		return
	}
	w.out = append(w.out, Word{"same", token})
}

// flush ends a change. A blank that both sides end in is not part of it.
func (w *wordRuns) flush() {
	blank := ""
	if w.blank != "" && strings.HasSuffix(w.removed, w.blank) && strings.HasSuffix(w.added, w.blank) {
		blank = w.blank
		w.removed, w.added = strings.TrimSuffix(w.removed, blank), strings.TrimSuffix(w.added, blank)
	}
	for _, x := range []Word{{"removed", w.removed}, {"added", w.added}, {"same", blank}} {
		if x.Text != "" {
			w.out = append(w.out, x)
		}
	}
	w.removed, w.added, w.blank = "", "", ""
}

// marked joins the runs, the removed and the added ones in their marks.
func marked(words []Word, removed, added [2]string) string {
	var out strings.Builder
	for _, w := range words {
		switch w.Op {
		case "removed":
			out.WriteString(removed[0] + w.Text + removed[1])
		case "added":
			out.WriteString(added[0] + w.Text + added[1])
		default:
			out.WriteString(w.Text)
		}
	}
	return out.String()
}
