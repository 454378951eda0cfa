package mock

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// tagRules are those of Tag.N.Key and Tag.N.Value. missing is the outcome of a tag without a key.
func tagRules(missing string) []Rule {
	forbidden := []string{"aliyun", "acs:"}
	return atStage(StageParse, []Rule{
		{ID: "error.SizeLimitExceeded.Tag", Outcome: "SizeLimitExceeded.Tag", Limits: Limits{Max: 20}, Breaks: tooManyTags},
		{ID: "error." + missing, Outcome: missing, Limits: Limits{Required: true}, Breaks: keyMissing},
		{ID: "error.InvalidParam.TagKey", Outcome: "InvalidParam.TagKey", Limits: Limits{Max: 64, Values: forbidden}, Breaks: badKey},
		{ID: "error.InvalidParam.TagValue", Outcome: "InvalidParam.TagValue", Limits: Limits{Max: 128, Values: forbidden}, Breaks: badValue},
	})
}

func tooManyTags(c *Call, l Limits) (string, bool) {
	n := len(tagParams(c))
	return fmt.Sprintf("%d tags are more than %d", n, l.Max), n > l.Max
}

func keyMissing(c *Call, l Limits) (string, bool) {
	for _, t := range tagParams(c) {
		if t.key == "" {
			return "", l.Required
		}
	}
	return "", false
}

func badKey(c *Call, l Limits) (string, bool) {
	for _, t := range tagParams(c) {
		if l.forbids(t.key) {
			return fmt.Sprintf("The tag key %q is not valid", t.key), true
		}
	}
	return "", false
}

func badValue(c *Call, l Limits) (string, bool) {
	for _, t := range tagParams(c) {
		if l.forbids(t.value) {
			return fmt.Sprintf("The tag value %q is not valid", t.value), true
		}
	}
	return "", false
}

// forbids reports whether a key or a value of a tag is too long, begins as the vendor's own do, or holds an address.
func (l Limits) forbids(text string) bool {
	if utf8.RuneCountInString(text) > l.Max || strings.Contains(text, "http://") || strings.Contains(text, "https://") {
		return true
	}
	for _, prefix := range l.Values {
		if strings.HasPrefix(text, prefix) {
			return true
		}
	}
	return false
}
