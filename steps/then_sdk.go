package steps

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
)

func (w *World) thenSDKRefusal() error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	r, err := w.refusal(x, "a refusal")
	if err != nil {
		return err
	}
	sdk, ok := x.SDK.Err.(*tea.SDKError)
	if !ok {
		return w.violatedBy(x, "an error of the SDK with the code "+r.Code, fmt.Sprintf("%T: %v", x.SDK.Err, x.SDK.Err))
	}
	if dara.StringValue(sdk.Code) != r.Code || dara.IntValue(sdk.StatusCode) != r.Status || !strings.Contains(dara.StringValue(sdk.Message), r.Message) {
		return w.violatedBy(x, fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Message),
			fmt.Sprintf("%d %s: %s", dara.IntValue(sdk.StatusCode), dara.StringValue(sdk.Code), dara.StringValue(sdk.Message)))
	}
	return nil
}

func (w *World) thenSDKAnswer() error {
	x, _, err := w.success()
	if err != nil {
		return err
	}
	body := reflect.ValueOf(x.SDK.Body)
	if body.Kind() != reflect.Pointer || body.Type() != w.last.op.SDK.body || body.IsNil() {
		return w.violatedBy(x, "a typed body", fmt.Sprintf("%T with the error %v", x.SDK.Body, x.SDK.Err))
	}
	typed, err := json.Marshal(x.SDK.Body)
	if err != nil {
		return err
	}
	var expected, got any
	if err := decode(x.Answer.Body, &expected); err != nil {
		return w.violatedBy(x, "JSON", err.Error())
	}
	if err := decode(typed, &got); err != nil {
		return err
	}
	if w.About.Open {
		expected = only(expected, members(body.Type()))
	}
	if !reflect.DeepEqual(expected, got) {
		return w.violatedBy(x, string(x.Answer.Body), string(typed))
	}
	return nil
}

// members is a pattern of everything that a type of the SDK can hold, by the names of its JSON tags.
func members(t reflect.Type) any {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		out := map[string]any{}
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			out[name] = members(t.Field(i).Type)
		}
		return out
	case reflect.Slice:
		return []any{members(t.Elem())}
	}
	return nil
}

var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

func (w *World) thenRequestIDs() error {
	seen := map[string]bool{}
	for _, x := range w.calls {
		if err := unjudgeable(x); err != nil && x.RequestID() == "" {
			return err
		}
		id := x.RequestID()
		if id == "" || seen[id] {
			return w.violatedBy(x, "a request id of its own", strconv.Quote(id))
		}
		seen[id] = true
	}
	return nil
}

func (w *World) thenUUID() error {
	x, err := w.answer()
	if err != nil {
		return err
	}
	id := x.RequestID()
	if !uuid.MatchString(id) {
		return w.violatedBy(x, "a UUID", strconv.Quote(id))
	}
	return nil
}
