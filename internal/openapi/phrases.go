package openapi

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
)

// expected says what a keyword of a schema asks for.
func expected(s *openapi3.Schema, keyword string) string {
	switch keyword {
	case "type", "nullable":
		return kindOfValue(s)
	case "enum":
		return oneOf(s.Enum)
	case "minLength", "maxLength":
		if s.MaxLength == nil {
			return "a text that is not empty"
		}
		return fmt.Sprintf("%d to %d characters", s.MinLength, *s.MaxLength)
	case "maxItems":
		return fmt.Sprintf("at most %d items", *s.MaxItems)
	case "additionalProperties":
		return "only the declared members"
	}
	return cmp.Or(s.Description, "a value that fits "+keyword)
}

func kindOfValue(s *openapi3.Schema) string {
	for _, t := range []struct{ name, says string }{{"string", "a string"}, {"integer", "a whole number"}, {"array", "a list"}, {"object", "an object"}, {"boolean", "true or false"}} {
		if s.Type.Is(t.name) {
			return t.says
		}
	}
	return s.Description
}

func oneOf(enum []any) string {
	names := make([]string, len(enum))
	for i, v := range enum {
		names[i] = fmt.Sprint(v)
	}
	if len(names) == 1 {
		return names[0]
	}
	return "one of " + strings.Join(names, ", ")
}

// got says what was there instead.
func got(keyword string, value any) string {
	switch v := value.(type) {
	case string:
		if v == "" {
			return "an empty text"
		}
		if keyword == "minLength" || keyword == "maxLength" {
			return fmt.Sprintf("%d characters", utf8.RuneCountInString(v))
		}
		return strconv.Quote(excerpt(v))
	case []any:
		if keyword == "maxItems" {
			return fmt.Sprintf("%d items", len(v))
		}
		return fmt.Sprintf("a list of %d", len(v))
	case map[string]any:
		return "an object"
	case fraction:
		return string(v)
	}
	text, err := json.Marshal(value)
	if err != nil {
		return "something else"
	}
	return string(text)
}

// excerpt is the beginning of a text, enough to recognise it.
func excerpt(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
