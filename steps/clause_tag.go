package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/target"
)

var (
	tagNumber = regexp.MustCompile(`^a tag numbered (\d+)`)
	tagCount  = regexp.MustCompile(`^(\d+) tags`)
)

// tags reads what a sentence says of the tags of a call: "20 tags", `the tag "team" with the value "front"`, "a tag with
// a key of 64 characters", "a tag numbered 21", "a tag without a key", "the tag of the group", and more after "and". They replace
// those that were said before.
func (s *scanner) tags() (c clause, ok bool, err error) {
	if m := s.match(tagCount); m != nil {
		n, err := strconv.Atoi(m[1])
		return func(_ context.Context, _ *World, c *call) error { c.tag(manyTags(n)...); return nil }, true, err
	}
	if m := s.match(tagNumber); m != nil {
		return func(ctx context.Context, w *World, c *call) error {
			key, value := "team", "front"
			err := untagged(ctx, w, c)
			c.params["Tag."+m[1]+".Key"], c.params["Tag."+m[1]+".Value"] = &key, &value
			return err
		}, true, nil
	}
	if s.take("a tag without a key") {
		return partOfTag("Value", "front"), true, nil
	}
	if s.take("the tag of the group without a value") {
		return partOfTag("Key", target.MarkTag), true, nil
	}
	if !s.take("the tag ") && !s.take("a tag with a key ") {
		return nil, false, nil
	}
	first, err := s.oneTag()
	all := []func(*World) tag{first}
	for err == nil && s.take(" and the tag ") {
		var more func(*World) tag
		more, err = s.oneTag()
		all = append(all, more)
	}
	return func(_ context.Context, w *World, c *call) error {
		var tags []tag
		for _, of := range all {
			tags = append(tags, of(w))
		}
		c.tag(tags...)
		return nil
	}, true, err
}

// partOfTag gives the call one tag, as far as its key or its value.
func partOfTag(part, text string) clause {
	return func(ctx context.Context, w *World, c *call) error {
		err := untagged(ctx, w, c)
		c.params["Tag.1."+part] = &text
		return err
	}
}

// oneTag reads a key and a value, or the tag that the group was created with.
func (s *scanner) oneTag() (func(*World) tag, error) {
	for _, one := range []struct {
		says string // a longer one stands before the one that it begins with
		of   func(mark string) tag
	}{
		{"of the group with an empty value", func(string) tag { return tag{target.MarkTag, ""} }},
		{"of the group with another value", func(mark string) tag { return tag{target.MarkTag, "not-" + mark} }},
		{"of the group with the beginning of its value", func(mark string) tag { return tag{target.MarkTag, beginning(mark)} }},
		{"of the group under the beginning of its key", func(mark string) tag { return tag{beginning(target.MarkTag), mark} }},
		{"of the group under another key", func(mark string) tag { return tag{"not-" + target.MarkTag, mark} }},
		{"of the group", func(mark string) tag { return tag{target.MarkTag, mark} }},
	} {
		if s.take(one.says) {
			return func(w *World) tag { return one.of(w.group.mark()) }, nil
		}
	}
	key, err := s.tagText()
	value := "front"
	if err == nil && (s.take(" with the value ") || s.take(" with a value ")) {
		value, err = s.tagText()
	}
	return func(*World) tag { return tag{key, value} }, err
}

// tagText is a text in quotes, or one of so many characters.
func (s *scanner) tagText() (string, error) {
	s.take("of ")
	if m := s.match(characters); m != nil {
		n, err := strconv.Atoi(m[1])
		return strings.Repeat("k", n), err
	}
	dec := json.NewDecoder(strings.NewReader(s.rest))
	var text string
	if err := dec.Decode(&text); err != nil {
		return "", s.notUnderstood()
	}
	s.rest = s.rest[dec.InputOffset():]
	return text, nil
}

// untagged leaves out the tags of the call, those of the plain call too.
func untagged(_ context.Context, _ *World, c *call) error {
	c.tag()
	c.params["Tag.1.Key"], c.params["Tag.1.Value"] = nil, nil
	return nil
}

// manyTags are tags with keys of their own, of which two and two have one value.
func manyTags(n int) []tag {
	var tags []tag
	for i := range n {
		tags = append(tags, tag{fmt.Sprintf("key-%d", i+1), fmt.Sprintf("front-%d", i/2)})
	}
	return tags
}

// tag gives the call these tags and no others.
func (c *call) tag(tags ...tag) {
	maps.DeleteFunc(c.params, func(name string, _ *string) bool { return strings.HasPrefix(name, "Tag.") })
	for i, t := range tags {
		c.params[fmt.Sprintf("Tag.%d.Key", i+1)], c.params[fmt.Sprintf("Tag.%d.Value", i+1)] = &t.TagKey, &t.TagValue
	}
}
