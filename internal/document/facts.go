package document

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/spec"
)

// factsOf reads what a sentence says in a form that a program can compare. name is the parameter, member or
// element the sentence is about. A sentence it does not understand has no facts and is held by its hash alone.
func factsOf(sentence, name string) []Fact {
	text := normalise(sentence)
	var out []Fact
	for _, p := range patterns() {
		if m := p.re.FindStringSubmatch(text); m != nil {
			if f := p.read(m); f.Kind != "" {
				f.Name = cmp.Or(f.Name, name)
				out = append(out, f)
			}
		}
	}
	return out
}

type pattern struct {
	re   *regexp.Regexp
	read func(m []string) Fact
}

var (
	rangeText    = regexp.MustCompile(`(?i)(?:valid values?|value range|range of values|in the range|ranges?)(?: of| from)?:? *(-?\d+) *(?:to|-|~) *(-?\d+)`)
	lengthText   = regexp.MustCompile(`(?i)(\d+) *(?:to|-|~) *(\d+) characters`)
	alphabetText = regexp.MustCompile(`(?i)\b(?:can|must|may)?(?: only)? ?contain(?: only)? (.*)$`)
	character    = regexp.MustCompile(`\(([^()A-Za-z0-9\s])\)`)
	defaultText  = regexp.MustCompile(`(?i)\bdefault(?: value)?: *"?([^\s",;]+?)"?[.,;]?(?:\s|$)`)
	limitText    = regexp.MustCompile(`(?i)\b(?:at most|up to|a maximum of|no more than) (\d+)\b`)
	inlineValues = regexp.MustCompile(`(?i)valid values?: *([A-Za-z](?:[\w.-]*\w)?(?:(?:,? and |,? or |, )[A-Za-z](?:[\w.-]*\w)?)+)`)
	requiredText = regexp.MustCompile(`(?i)(?:^|: |\. )(required|optional)\.|this parameter is (required|optional)`)
	mustGive     = regexp.MustCompile(`you must (?:configure|specify|set) the (\w+) parameter`)
	stringText   = regexp.MustCompile(`(?i)\bin a string\b`)
	separators   = regexp.MustCompile(`(?:,? and |,? or |, )`)
)

func patterns() []pattern {
	return []pattern{
		{rangeText, func(m []string) Fact { return bounds("range", m[1], m[2]) }},
		{lengthText, func(m []string) Fact { return bounds("length", m[1], m[2]) }},
		{alphabetText, func(m []string) Fact { return alphabet(m[1]) }},
		{defaultText, func(m []string) Fact { return Fact{Kind: "default", Fact: spec.Fact{Default: &m[1]}} }},
		{limitText, func(m []string) Fact { return bounds("limit", "", m[1]) }},
		{inlineValues, func(m []string) Fact {
			return Fact{Kind: "values", Fact: spec.Fact{Values: separators.Split(m[1], -1)}}
		}},
		{requiredText, func(m []string) Fact { return required("", strings.EqualFold(m[1]+m[2], "required")) }},
		{mustGive, func(m []string) Fact { return required(m[1], true) }},
		{stringText, func([]string) Fact { return Fact{Kind: "type", Fact: spec.Fact{Type: "string"}} }},
	}
}

// bounds is the fact of a kind with the given limits; an empty one is not set. Digits beyond an int are no fact.
func bounds(kind spec.Kind, low, high string) Fact {
	f := Fact{Kind: kind}
	for text, to := range map[string]**int{low: &f.Min, high: &f.Max} {
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			return Fact{}
		}
		*to = &n
	}
	return f
}

func required(name string, yes bool) Fact {
	return Fact{Kind: "required", Fact: spec.Fact{Name: name, Required: &yes}}
}

// alphabet reads "letters, digits, hyphens (-) and periods (.)": the classes by name, the characters from their
// brackets. Text without either is no alphabet.
func alphabet(text string) Fact {
	f := Fact{Kind: "alphabet"}
	for _, class := range []string{"letters", "digits", "Chinese characters"} {
		if strings.Contains(strings.ToLower(text), strings.ToLower(class)) {
			f.Classes = append(f.Classes, class)
		}
	}
	for _, m := range character.FindAllStringSubmatch(text, -1) {
		f.Characters += m[1]
	}
	if len(f.Classes) == 0 {
		return Fact{}
	}
	return f
}

// listedValue is the value that a bullet in a list of valid values names, and whether it is the default.
func listedValue(bullet string) []Fact {
	m := bulletLabel.FindStringSubmatch(bullet)
	if m == nil {
		return nil
	}
	facts := []Fact{{Kind: "values", Fact: spec.Fact{Values: []string{m[1]}}}}
	if strings.Contains(m[0], "(default)") {
		facts = append(facts, Fact{Kind: "default", Fact: spec.Fact{Default: &m[1]}})
	}
	return facts
}
