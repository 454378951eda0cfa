package serve

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"

	"github.com/slbconform/slbconform/internal/wire"
)

const (
	jsonType = "application/json;charset=utf-8"
	xmlType  = "text/xml;charset=utf-8" // exactly so: the SDK parses no other (docs/sources.md#sdk-and-answers)
)

// formatted turns the JSON answer of next into XML where the gateway would answer in XML.
func formatted(next handler) handler {
	return func(answer *recorded, a *arrival) {
		next(answer, a)
		if !wantsXML(a.request) {
			return
		}
		root := a.request.Action() + "Response"
		if answer.Status != http.StatusOK {
			root = "Error"
		}
		if body, err := toXML(answer.Body.Bytes(), root); err == nil {
			answer.Header().Set("Content-Type", xmlType)
			answer.Body.Reset()
			answer.Body.Write(body)
		}
	}
}

// wantsXML reports whether the gateway answers a request in XML. The parameter Format decides; without it, calls of the
// older signature get XML, others what Accept says (docs/sources.md#answers).
func wantsXML(r *wire.Request) bool {
	if format := r.Params().Get("Format"); format != "" {
		return !strings.EqualFold(format, "JSON")
	}
	if r.Header.Get("X-Acs-Action") == "" && r.Header.Get("Authorization") == "" {
		return true
	}
	accept := strings.ToLower(r.Header.Get("Accept"))
	return strings.Contains(accept, "xml") && !strings.Contains(accept, "json")
}

// toXML turns one JSON object into elements: a member into a child of its name, a list into as many children.
func toXML(object []byte, root string) ([]byte, error) {
	out := bytes.NewBufferString(xml.Header)
	in := json.NewDecoder(bytes.NewReader(object))
	in.UseNumber()
	err := element(out, in, root)
	return out.Bytes(), err
}

func element(out *bytes.Buffer, in *json.Decoder, name string) error {
	token, err := in.Token()
	if err != nil || token == nil {
		return err
	}
	if token == json.Delim('[') {
		for in.More() {
			if err := element(out, in, name); err != nil {
				return err
			}
		}
		_, err = in.Token() // ]
		return err
	}
	out.WriteString("<" + name + ">")
	switch v := token.(type) {
	case json.Delim:
		err = members(out, in)
	case string:
		err = xml.EscapeText(out, []byte(v))
	case json.Number:
		out.WriteString(v.String())
	case bool:
		out.WriteString(strconv.FormatBool(v))
	}
	out.WriteString("</" + name + ">")
	return err
}

func members(out *bytes.Buffer, in *json.Decoder) error {
	for in.More() {
		key, err := in.Token()
		if err != nil {
			return err
		}
		if err := element(out, in, key.(string)); err != nil { // a key is a string
			return err
		}
	}
	_, err := in.Token() // }
	return err
}
