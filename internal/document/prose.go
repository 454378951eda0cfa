package document

import (
	"regexp"
	"strings"
)

// prose cuts paragraphs, bullets, notes and samples into statements. Their path is base, and below it the labels
// of the bullets they stand in.
func (c *cutter) prose(cells []cell, base string) {
	b := bullets{base: base}
	for i := 0; i < len(cells); i++ {
		cl := cells[i]
		path := b.enter(cl)
		if cl.sample {
			c.cut(cl.from, cl, Sample, path)
			continue
		}
		begin := cl
		if isNoteLabel(cl.text) && i+1 < len(cells) && !cells[i+1].sample {
			// "Note" says nothing alone: it belongs to the first sentence of what is noted.
			i++
			cl = cells[i]
			path = b.enter(cl)
		}
		c.sentences(begin, cl, path, b.listing)
		b.lists(cl)
	}
}

// sentences cuts one cell. The first statement begins where begin does.
func (c *cutter) sentences(begin, cl cell, path string, listed bool) {
	starts := sentenceStarts(cl.text)
	for i, s := range starts {
		end := len(cl.text)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		facts := factsOf(cl.text[s:end], lastOf(path))
		at := cl.start + s
		if i == 0 {
			at = begin.from
			if listed && cl.bullet {
				facts = append(facts, listedValue(cl.text)...)
			}
		}
		c.cut(at, cl, Sentence, path, facts...)
	}
}

// bullets keeps track of the bullets a cell stands in.
type bullets struct {
	base    string
	open    []openBullet
	listing bool // the cell stands in a list of valid values
	below   int  // indent of the cell that announced the list
}

type openBullet struct {
	indent int
	path   string
}

// enter closes the bullets that a cell no longer stands in, opens its own, and returns its path.
func (b *bullets) enter(cl cell) string {
	for len(b.open) > 0 && (b.open[len(b.open)-1].indent >= cl.indent || cl.indent == 0) {
		b.open = b.open[:len(b.open)-1]
	}
	b.listing = b.listing && cl.bullet && cl.indent > b.below
	path := b.base
	if len(b.open) > 0 {
		path = b.open[len(b.open)-1].path
	}
	if !cl.bullet {
		return path
	}
	if m := bulletLabel.FindStringSubmatch(cl.text); m != nil {
		path = join(path, m[1])
	}
	b.open = append(b.open, openBullet{indent: cl.indent, path: path})
	return path
}

// lists notices a cell that announces a list of valid values.
func (b *bullets) lists(cl cell) {
	if !announces.MatchString(collapseSpace(cl.text)) {
		return
	}
	b.listing, b.below = true, cl.indent
	if !cl.bullet {
		b.below = -1
	}
}

var (
	announces = regexp.MustCompile(`(?i)valid values:$`)
	// bulletLabel is the name that a bullet explains: "Weight: …", "ecs (default): …", "Access level: …", "HTTP".
	bulletLabel = regexp.MustCompile(`^\**([A-Za-z0-9][\w.-]*|(?i:Access level|Resource type|Condition key|Dependent action|Associated operation))\**(?: ?\(default\))?(?::|$)`)
	noteLabels  = regexp.MustCompile(`(?i)^(?:note|notice|important|warning|caution|tip):?$`)
)

func isNoteLabel(text string) bool { return noteLabels.MatchString(collapseSpace(text)) }

// sentenceStarts finds where the sentences of a text begin; the first begins at 0. A sentence ends with a full
// stop, an exclamation or a question mark, perhaps a closing quote or bracket, white space, and no small letter.
func sentenceStarts(text string) []int {
	starts := []int{0}
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		next := text[m[1]:]
		if next == "" || (next[0] >= 'a' && next[0] <= 'z') || abbreviation.MatchString(text[:m[0]+1]) {
			continue
		}
		starts = append(starts, m[1])
	}
	return starts
}

var (
	sentenceEnd  = regexp.MustCompile(`[.!?]["')\]”’]?\s+`)
	abbreviation = regexp.MustCompile(`(?i)(?:^|[\s(])(?:e\.g|i\.e|etc|vs|no|inc|fig)\.$`)
)

// endsLikeProse tells a sentence from a value.
func endsLikeProse(text string) bool {
	return strings.HasSuffix(text, ".") || strings.HasSuffix(text, ":")
}
