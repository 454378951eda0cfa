package mock

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tagRules are the rules of Tag.N.Key and Tag.N.Value; rows are those of their codes that the operation's page lists.
func tagRules(rows ...string) []Rule {
	forbidden := []string{"aliyun", "acs:"}
	row := func(code string) string {
		if slices.Contains(rows, code) {
			return "error." + code
		}
		return ""
	}
	return atStage(StageParse, []Rule{
		{ID: "tag.limit", Also: row("SizeLimitExceeded.Tag"), Outcome: "SizeLimitExceeded.Tag", Limits: Limits{Max: 20}, Breaks: tooManyTags},
		{ID: "error.MissingParam.TagKey", Outcome: "MissingParam.TagKey", Limits: Limits{Required: true}, Breaks: keyMissing},
		{ID: "tag.key.empty", Also: row("MissingParam.TagKey"), Outcome: "MissingParam.TagKey", Limits: Limits{Required: true}, Breaks: keyEmpty},
		{ID: "tag.key.length", Also: row("InvalidParam.TagKey"), Outcome: "InvalidParam.TagKey", Limits: Limits{Max: 64}, Breaks: anyTag(tagKey, tooLong)},
		{ID: "tag.key.forbidden", Outcome: "InvalidParam.TagKey", Limits: Limits{Values: forbidden}, Breaks: anyTag(tagKey, forbids)},
		{ID: "tag.value.length", Also: row("InvalidParam.TagValue"), Outcome: "InvalidParam.TagValue", Limits: Limits{Max: 128}, Breaks: anyTag(tagValue, tooLong)},
		{ID: "tag.value.forbidden", Outcome: "InvalidParam.TagValue", Limits: Limits{Values: forbidden}, Breaks: anyTag(tagValue, forbids)},
	})
}

// oddTags are the rules of tags with a form that the documents do not show, or with the same key.
func oddTags() []Rule {
	return atStage(StageParse, []Rule{
		{ID: "tag.number", Outcome: "InvalidParameter.Parameter", Limits: Limits{Name: "Tag", Min: 1, Max: 20}, Breaks: otherNumber},
		{ID: "assumed.tag.form", Outcome: "InvalidParameter.Parameter", Limits: Limits{Name: "Tag"}, Breaks: noTag},
		{ID: "assumed.tag.key-twice", Outcome: "InvalidParameter.Parameter", Limits: Limits{Name: "Tag"}, Breaks: keyTwice},
	})
}

// numberedTag matches tags numbered as in the documents; 01 is no such number.
var numberedTag = regexp.MustCompile(`^Tag\.(0|[1-9]\d*)\.(Key|Value)$`)

// otherNumber is broken by the number of a tag that is out of range, unless the call has too many tags: that has another code.
func otherNumber(c *Call, l Limits) (string, bool) {
	if len(c.numberedTags()) > l.Max {
		return "", false
	}
	for name := range c.params.Values {
		m := numberedTag.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err != nil || n < l.Min || n > l.Max {
			return l.Name, true
		}
	}
	return "", false
}

func noTag(c *Call, l Limits) (string, bool) {
	for name := range c.params.Values {
		if name == l.Name || strings.HasPrefix(name, l.Name+".") && !numberedTag.MatchString(name) {
			return name, true
		}
	}
	return "", false
}

func keyTwice(c *Call, _ Limits) (string, bool) {
	seen := map[string]bool{}
	for _, t := range c.numberedTags() {
		if t.key != "" && seen[t.key] {
			return fmt.Sprintf("The key %q of a tag is given twice", t.key), true
		}
		seen[t.key] = true
	}
	return "", false
}

func tooManyTags(c *Call, l Limits) (string, bool) {
	n := len(c.numberedTags())
	if n <= l.Max {
		return "", false
	}
	return fmt.Sprintf("%d tags are more than %d", n, l.Max), true
}

func keyMissing(c *Call, l Limits) (string, bool) {
	return "", l.Required && slices.ContainsFunc(c.numberedTags(), func(t tag) bool { return t.keyless })
}

func keyEmpty(c *Call, l Limits) (string, bool) {
	return "", l.Required && slices.ContainsFunc(c.numberedTags(), func(t tag) bool { return t.key == "" && !t.keyless })
}

func tagKey(t tag) string   { return t.key }
func tagValue(t tag) string { return t.value }

// anyTag makes a rule that is broken when the key or the value of one tag breaks it; the first that does gives the detail.
func anyTag(of func(tag) string, breaks func(Limits, string) bool) func(*Call, Limits) (string, bool) {
	return func(c *Call, l Limits) (string, bool) {
		for _, t := range c.numberedTags() {
			if text := of(t); breaks(l, text) {
				return fmt.Sprintf("The text %q of a tag is not valid", text), true
			}
		}
		return "", false
	}
}

func tooLong(l Limits, text string) bool { return utf8.RuneCountInString(text) > l.Max }

// forbids reports whether a text begins with a prefix that the vendor reserves, or has a URL in it.
func forbids(l Limits, text string) bool {
	if strings.Contains(text, "http://") || strings.Contains(text, "https://") {
		return true
	}
	return slices.ContainsFunc(l.Values, func(prefix string) bool { return strings.HasPrefix(text, prefix) })
}
