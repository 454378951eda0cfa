package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Refusal is an error answer as the service sent it (api-facts A.6).
type Refusal struct {
	Status    int
	Code      string
	Message   string
	RequestID string
	HostID    string
}

// ErrNotARefusal is wrapped by the error of ParseRefusal.
var ErrNotARefusal = errors.New("not a well-formed refusal")

// ParseRefusal reads an error answer from its raw bytes: one JSON object and nothing after it, with Code, Message
// and RequestId as strings that are not empty. Anything else wraps ErrNotARefusal and says what is wrong.
func ParseRefusal(a *Answer) (*Refusal, error) {
	members, err := Object(a.Body)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotARefusal, err)
	}
	r := &Refusal{Status: a.Status}
	for name, into := range map[string]*string{"Code": &r.Code, "Message": &r.Message, "RequestId": &r.RequestID, "HostId": &r.HostID} {
		raw, ok := members[name]
		if !ok && name == "HostId" {
			continue
		}
		if err := json.Unmarshal(raw, into); err != nil || *into == "" {
			return nil, fmt.Errorf("%w: it has no text under %s", ErrNotARefusal, name)
		}
	}
	return r, nil
}

// Object reads one JSON object and nothing after it. Member names are taken as they are written, case included.
func Object(body []byte) (map[string]json.RawMessage, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, errors.New("the body is empty")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
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
	return members, nil
}
