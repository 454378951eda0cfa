package steps

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

// mark is the value of the tag that marks the group; "" of one that stands ready.
func (g group) mark() string {
	if len(g.tags) == 0 {
		return ""
	}
	return g.tags[0].TagValue
}

// tagsIn are the tags that a call gave.
func tagsIn(x *wire.Exchange) []tag {
	params := x.Request.Params()
	var tags []tag
	for n := 1; ; n++ {
		at := "Tag." + strconv.Itoa(n)
		if !params.Has(at+".Key") && !params.Has(at+".Value") {
			return tags
		}
		tags = append(tags, tag{params.Get(at + ".Key"), params.Get(at + ".Value")})
	}
}

// tagged holds a new group against the tags that the call gave it. Where the two operations that list them list different ones,
// nobody knows what the group was given.
func (w *World) tagged(ctx context.Context, g *groupOfBalancer) error {
	for _, sent := range tagsIn(w.last.exchange) {
		if slices.Contains(g.Tags.Tag, sent) {
			continue
		}
		wrong := w.violated("the new group with the tag "+strconv.Quote(sent.TagKey)+" of value "+strconv.Quote(sent.TagValue), "a group without it")
		agree, err := w.tagsAgree(ctx)
		if err == nil && !agree {
			return yetUndecided("the operations that list the tags of a group list different ones")
		}
		return wrong
	}
	return nil
}

// carriesTags holds that a list of tags has those that the group was created with: the first one as far as its key or its value,
// or all. Where both operations that list them miss one, and nothing was done to the group, it was not given it.
func (w *World) carriesTags(ctx context.Context, raw json.RawMessage, part string) error {
	x := w.last.exchange
	var tags struct{ Tag []map[string]json.RawMessage }
	if err := wire.Decode(raw, &tags); err != nil {
		return w.violatedBy(x, "a list of tags", err.Error())
	}
	expected := w.group.tags
	if part != "" {
		expected = expected[:min(1, len(expected))]
	}
	for _, t := range expected {
		if slices.ContainsFunc(tags.Tag, t.listedAs(part)) {
			continue
		}
		wrong := w.violatedBy(x, "a tag with "+t.text(part), string(raw))
		agree, err := w.tagsAgree(ctx)
		if err == nil && agree && !w.worked() {
			return yetUndecided("the group was not given the tags that it was created with: so say both operations that list them")
		}
		return wrong
	}
	return nil
}

// worked reports whether a call of the scenario was to change the group.
func (w *World) worked() bool {
	return slices.ContainsFunc(w.calls, func(x *wire.Exchange) bool {
		return w.Actions[x.Action].Does != wire.Reads && x.Request.Params().Get("VServerGroupId") == w.group.id
	})
}

// listedAs reports whether one of the tags of an answer is this one: by its key, by its value, or by both. No document says
// whether a tag without a value is listed with an empty one, null or none.
func (t tag) listedAs(part string) func(map[string]json.RawMessage) bool {
	return func(listed map[string]json.RawMessage) bool {
		value := string(listed["TagValue"])
		valued := value == wire.Quote(t.TagValue) || t.TagValue == "" && (value == "" || value == "null")
		return (part == "value" || string(listed["TagKey"]) == wire.Quote(t.TagKey)) && (part == "key" || valued)
	}
}

func (t tag) text(part string) string {
	key, value := "the TagKey "+wire.Quote(t.TagKey), "the TagValue "+wire.Quote(t.TagValue)
	switch part {
	case "key":
		return key
	case "value":
		return value
	}
	return key + " and " + value
}

// tagsAgree reports whether both operations that list the tags of the scenario's group list the same ones, under the names that
// the documents give them.
func (w *World) tagsAgree(ctx context.Context) (bool, error) {
	groups, err := w.groupsOf(ctx, w.group.lb)
	if err != nil {
		return false, err
	}
	x, err := w.readAll(ctx, w.group.id)
	if err != nil {
		return false, err
	}
	var read groupOfBalancer
	i := slices.IndexFunc(groups, isGroup(w.group.id))
	if wire.Decode(x.Answer.Body, &read) != nil || i < 0 {
		return false, nil
	}
	return slices.Equal(sorted(groups[i].Tags.Tag), sorted(read.Tags.Tag)), nil
}

func sorted(tags []tag) []tag {
	return slices.SortedFunc(slices.Values(tags), func(a, b tag) int {
		return strings.Compare(a.TagKey+"\x00"+a.TagValue, b.TagKey+"\x00"+b.TagValue)
	})
}
