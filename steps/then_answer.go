package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"slices"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

func thenAnswers(v *Vocabulary) {
	v.Then(`^the answer lists it(.*)$`, (*World).thenAnswerListsIt, Definition{
		Example: `the answer lists it with weight 10`,
		Means:   "The answer's own list names the backend server added last, once, with these values.",
	})
	v.Then(`^the answer lists (\d+) backend servers?$`, (*World).thenAnswerListsNumber, Definition{
		Example: `the answer lists 2 backend servers`,
		Means:   "The answer's own list has so many backend servers.",
	})
	v.Then(`^the answer lists backend servers without ([A-Z][A-Za-z]+)$`, (*World).thenAnswerListsWithout, Definition{
		Example: `the answer lists backend servers without ServerIp`,
		Means:   "The answer's own list has at least one backend server, and none has this member.",
	})
	v.Then(`^the answer's ([A-Za-z.]+) is (an object|an array|a text|a time in UTC|the id of the group|the name of the group|the id of the load balancer|"[^"]*")$`, (*World).thenAnswerMember, Definition{
		Example: `the answer's BackendServers is an object`,
		Means:   "A member of the answer is there: of this JSON type and not empty, a text in quotes, a time in UTC (YYYY-MM-DDThh:mm:ssZ), the id or the name of the group, or the id of the load balancer. A dot leads into an object.",
	})
	v.Then(`^the answer has the members of this sample, of the same types(?:, ([A-Za-z]+) where it is given)?$`, (*World).thenSample, Definition{
		Example: `the answer has the members of this sample, of the same types`,
		Means:   "The answer has exactly the sample's members, at every depth, with the sample's JSON types. One that the service need not give may be absent.",
	})
	v.Then(`^the answer is a JSON object$`, (*World).thenSucceeds, Definition{
		Means: "The body is one JSON object and nothing else.",
	})
	v.Then(`^the answer says that it is JSON$`, (*World).thenContentType, Definition{
		Means: "The Content-Type of the answer is application/json.",
	})
	v.Then(`^the load balancer lists the group$`, (*World).thenListNamesGroup, Definition{
		Means: "The list of vServer groups that was asked for last names the group of the scenario.",
	})
	v.Then(`^the refusal carries ([A-Za-z]+)$`, (*World).thenRefusalCarries, Definition{
		Example: `the refusal carries HostId`,
		Refuses: true,
		Means:   "The refusal has this member, a text that is not empty.",
	})
	v.Then(`^every answer has a request id of its own$`, (*World).thenRequestIDs, Definition{
		Means: "No two answers of the scenario carry the same RequestId, and each carries one.",
	})
	v.Then(`^the request id is a UUID$`, (*World).thenUUID, Definition{
		Means: "RequestId is written as 8-4-4-4-12 hexadecimal digits.",
	})
	v.Then(`^the SDK reports the refusal as it was sent$`, (*World).thenSDKRefusal, Definition{
		Refuses: true,
		Means:   "The SDK's error has the status, code and message of the raw answer.",
	})
	v.Then(`^the SDK passes on the answer as it was sent$`, (*World).thenSDKAnswer, Definition{
		Means: "The SDK's typed body holds every documented member of the raw answer.",
	})
}

func (w *World) success() (*wire.Exchange, map[string]json.RawMessage, error) {
	x, err := w.answer()
	if err != nil {
		return nil, nil, err
	}
	if !x.Succeeded() {
		return nil, nil, w.violatedBy(x, "a success", shortAnswer(x))
	}
	if w.last.unnamed != nil {
		return nil, nil, w.last.unnamed
	}
	members, err := wire.Object(x.Answer.Body)
	if err != nil {
		return nil, nil, ofForm(w.violatedBy(x, "a JSON object", err.Error()))
	}
	return x, members, nil
}

func (w *World) answerListing() (*wire.Exchange, []server, error) {
	x, _, err := w.success()
	if err != nil {
		return nil, nil, err
	}
	listed, err := listing(x)
	if err != nil {
		return nil, nil, ofMember(w.violatedBy(x, "a list of backend servers in the answer", err.Error()), "BackendServers.BackendServer")
	}
	return x, w.distinct(x, listed), nil
}

func (w *World) thenAnswerListsIt(said shape) error {
	_, listed, err := w.answerListing()
	if err != nil {
		return err
	}
	err = w.listsIt(listed, said)
	last := w.last.list[len(w.last.list)-1]
	if !slices.ContainsFunc(listed, func(s server) bool { return s.text("ServerId") == last.Get("ServerId") }) {
		return ofForm(marked(err, func(v *Violation) { v.Type = strings.Trim(last.Get("Type"), `"`) }))
	}
	return err
}

func (w *World) thenAnswerListsNumber(number int) error {
	x, listed, err := w.answerListing()
	if err != nil {
		return err
	}
	if len(listed) != number {
		return w.violatedBy(x, fmt.Sprintf("%d backend servers in the answer", number), describeServers(listed))
	}
	return nil
}

// answeredSome is the answer's own list, which must name a backend server.
func (w *World) answeredSome() (*wire.Exchange, []server, error) {
	x, listed, err := w.answerListing()
	if err == nil && len(listed) == 0 {
		err = ofForm(w.violatedBy(x, "a backend server in the answer", "an empty list"))
		err = marked(err, func(v *Violation) { v.Itemless, v.TwoPorts = true, w.group.onTwoPorts() })
	}
	return x, listed, err
}

func (w *World) thenAnswerListsWithout(member string) error {
	x, listed, err := w.answeredSome()
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(listed, func(s server) bool { return len(s[member]) > 0 }); i >= 0 {
		return w.violatedBy(x, "backend servers without "+member, listed[i].text("ServerId")+" with "+member+" "+listed[i].text(member))
	}
	return nil
}

func (w *World) thenAnswerMember(ctx context.Context, path, expected string) error {
	if _, err := w.answer(); err != nil {
		return err
	}
	if w.last.op.Creates && expected == "the id of the group" {
		return w.thenNewGroup(ctx, "")
	}
	look := func() error { return w.answerMember(path, expected) }
	if w.reads(w.last.op) { // what was made may show late
		return w.listedLate(ctx, look)
	}
	err := look()
	if isViolation(err) && expected == theNameOfTheGroup && w.isCalledAsAnswered(ctx, path) {
		return nil // that a group keeps its name when its backend servers change, other rules say
	}
	return err
}

// isCalledAsAnswered reports whether the group is read under the name that the answer tells.
func (w *World) isCalledAsAnswered(ctx context.Context, path string) bool {
	_, members, err := w.success()
	if err != nil {
		return false
	}
	_, err = w.readGroup(ctx)
	return err == nil && sameJSON(wire.Quote(w.group.nameRead()), string(inside(members, path)))
}

func (w *World) answerMember(path, expected string) error {
	x, members, err := w.success()
	if err != nil {
		return err
	}
	got := inside(members, path)
	if holds, err := w.memberIs(got, expected); err != nil || holds && string(got) != "{}" {
		return err
	}
	err = w.memberIsNot(x, path, expected, got)
	if got == nil {
		return ofMember(err, path)
	}
	return err
}

func (w *World) thenContentType() error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	given := x.Answer.Header.Get("Content-Type")
	if kind, _, err := mime.ParseMediaType(given); err != nil || kind != "application/json" {
		return w.violatedBy(x, "Content-Type application/json", strconv.Quote(given))
	}
	return nil
}

func (w *World) thenRefusalCarries(name string) error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	if _, err := w.refusal(x, "a refusal with "+name); err != nil {
		return err
	}
	members, err := wire.Object(x.Answer.Body)
	if err != nil {
		return w.violatedBy(x, "a JSON object", err.Error())
	}
	var text string
	if json.Unmarshal(members[name], &text) != nil || text == "" {
		return w.violatedBy(x, name+", a text", server(members).text(name))
	}
	return nil
}
