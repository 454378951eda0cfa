package mock

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// tagRules are those of Tag.N.Key and Tag.N.Value.
func tagRules() []Rule {
	forbidden := []string{"aliyun", "acs:"}
	return atStage(StageParse, []Rule{
		{ID: "tag.limit", Also: "error.SizeLimitExceeded.Tag", Outcome: "SizeLimitExceeded.Tag", Limits: Limits{Max: 20}, Breaks: tooManyTags},
		{ID: "tag.key.empty", Also: "error.MissingParam.TagKey", Outcome: "MissingParam.TagKey", Limits: Limits{Required: true}, Breaks: keyMissing},
		{ID: "tag.key.length", Also: "error.InvalidParam.TagKey", Outcome: "InvalidParam.TagKey", Limits: Limits{Max: 64}, Breaks: anyTag(tagKey, tooLong)},
		{ID: "tag.key.forbidden", Outcome: "InvalidParam.TagKey", Limits: Limits{Values: forbidden}, Breaks: anyTag(tagKey, forbids)},
		{ID: "tag.value.length", Also: "error.InvalidParam.TagValue", Outcome: "InvalidParam.TagValue", Limits: Limits{Max: 128}, Breaks: anyTag(tagValue, tooLong)},
		{ID: "tag.value.forbidden", Outcome: "InvalidParam.TagValue", Limits: Limits{Values: forbidden}, Breaks: anyTag(tagValue, forbids)},
	})
}

func tooManyTags(c *Call, l Limits) (string, bool) {
	n := len(tagParams(c))
	if n <= l.Max {
		return "", false
	}
	return fmt.Sprintf("%d tags are more than %d", n, l.Max), true
}

func keyMissing(c *Call, l Limits) (string, bool) {
	for _, t := range tagParams(c) {
		if t.key == "" {
			return "", l.Required
		}
	}
	return "", false
}

func tagKey(t tag) string   { return t.key }
func tagValue(t tag) string { return t.value }

// anyTag makes a rule of what the key or the value of one tag may break: the first that does gives the detail.
func anyTag(of func(tag) string, breaks func(Limits, string) bool) func(*Call, Limits) (string, bool) {
	return func(c *Call, l Limits) (string, bool) {
		for _, t := range tagParams(c) {
			if text := of(t); breaks(l, text) {
				return fmt.Sprintf("The text %q of a tag is not valid", text), true
			}
		}
		return "", false
	}
}

func tooLong(l Limits, text string) bool { return utf8.RuneCountInString(text) > l.Max }

// forbids reports whether a text begins as the vendor's own do, or holds an address.
func forbids(l Limits, text string) bool {
	if strings.Contains(text, "http://") || strings.Contains(text, "https://") {
		return true
	}
	return slices.ContainsFunc(l.Values, func(prefix string) bool { return strings.HasPrefix(text, prefix) })
}
