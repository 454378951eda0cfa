package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// Refusal is what a refusing answer says (docs/sources.md#refusal-body). Members that it lacks are empty: whether they have to
// be there is a rule of its own.
type Refusal struct {
	Status    int
	Code      string
	Message   string
	RequestID string
	HostID    string
}

// Refusal reads a complete answer that refuses: it has a text under Code, whatever its status, or a status from 400 to 499,
// whatever its body. It is nil for any other answer, and for one whose Code says that it is a success.
func (x *Exchange) Refusal() *Refusal {
	if !x.Complete() {
		return nil
	}
	a := x.Answer
	no := a.Status/100 == 4
	if !no && !bytes.Contains(a.Body, []byte(`"Code"`)) {
		return nil // spares a success from being read once more
	}
	r := a.read().refusal()
	if r.Status = a.Status; !no && (r.Code == "" || r.success()) {
		return nil
	}
	return &r
}

// success reports whether what stands under Code is how other services of the vendor say of an answer that it is none.
func (r *Refusal) success() bool {
	return r.Code == strconv.Itoa(r.Status) || strings.EqualFold(r.Code, "OK") || strings.EqualFold(r.Code, "success")
}

// Reads reports whether the message is a documented one, with any text in the place of each %s.
func (r *Refusal) Reads(documented string) bool {
	literal := strings.ReplaceAll(regexp.QuoteMeta(documented), "%s", `.*`)
	return regexp.MustCompile(`(?s)^` + literal + `$`).MatchString(r.Message)
}

func readRefusal(body []byte) (r Refusal) {
	var members map[string]json.RawMessage
	_ = json.NewDecoder(bytes.NewReader(JSON(body))).Decode(&members) // what is no object has no members
	for name, into := range map[string]*string{"Code": &r.Code, "Message": &r.Message, "RequestId": &r.RequestID, "HostId": &r.HostID} {
		if raw, ok := members[name]; ok {
			_ = json.Unmarshal(raw, into) // stays empty when it is no text
		}
	}
	return r
}

// JSON is a body without a byte order mark, which readers of JSON may ignore (RFC 8259, section 8.1).
func JSON(body []byte) []byte { return bytes.TrimPrefix(body, []byte("\ufeff")) }

// Object reads one JSON object; anything after it is an error. Names are case-sensitive. Values are rewritten without escapes
// that JSON does not need, so that equal texts are equal bytes.
func Object(body []byte) (map[string]json.RawMessage, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, errors.New("the body is empty")
	}
	dec := json.NewDecoder(bytes.NewReader(JSON(body)))
	var members map[string]json.RawMessage
	if err := dec.Decode(&members); err != nil {
		return nil, fmt.Errorf("the body is not a JSON object: %w", err)
	}
	if members == nil {
		return nil, errors.New("the body is null, not a JSON object")
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("something follows the JSON object, from byte %d", dec.InputOffset())
	}
	for name, raw := range members {
		if bytes.IndexByte(raw, '\\') >= 0 {
			members[name] = Plain(raw)
		}
	}
	return members, nil
}

// Quote is a text in JSON, with no escape but those that JSON needs.
func Quote(text string) string {
	raw, _ := json.Marshal(text) // a text can always be written
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw)
	}
	return string(Plain(raw))
}

// Plain is a value with no escape but those that JSON needs. Numbers stay as they are written.
func Plain(raw json.RawMessage) json.RawMessage {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var value any
	if dec.Decode(&value) != nil {
		return raw
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if enc.Encode(value) != nil {
		return raw
	}
	return bytes.TrimSpace(out.Bytes())
}
