package document

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// metadataFile is the metadata of one operation, or, as the vendor gives it for a product, of all of them.
type metadataFile struct {
	Info struct {
		Version string `json:"version"`
		Product string `json:"product"`
	} `json:"info"`
	APIs map[string]json.RawMessage `json:"apis"`

	Parameters []json.RawMessage `json:"parameters"`
	Responses  map[string]any    `json:"responses"`
}

// readMetadata reads the API metadata of an operation. Every leaf is a statement, whatever the language of the prose.
func (d *Document) readMetadata(data string) error {
	d.Name = Metadata
	var file metadataFile
	err := json.Unmarshal([]byte(data), &file)
	switch torn, ok := errors.AsType[*json.SyntaxError](err); {
	case ok:
		line := 1 + strings.Count(strings.TrimRight(data[:torn.Offset], "\r\n\t "), "\n")
		return &Error{File: d.File, Line: line, What: fmt.Sprintf("the metadata is not JSON to its end (%v): is the file cut? Fetch it once more.", err)}
	case err == nil && file.APIs != nil:
		return d.readProduct(file)
	case err != nil || file.Responses == nil:
		return d.wrong("the JSON is not the metadata of an operation: it has no list of parameters and no responses. Fetch the api.json of the operation.")
	}
	var tree map[string]any
	_ = json.Unmarshal([]byte(data), &tree) // it was read as an object already
	l := &leaves{}
	l.operation(tree)
	for _, s := range []string{SectionAPI, SectionRequest, SectionResponse, SectionErrors, SectionExamples} {
		d.Sections = append(d.Sections, Section{Name: s, Normative: true})
		for _, leaf := range l.found {
			if leaf.Section == s {
				d.Statements = append(d.Statements, leaf)
			}
		}
	}
	d.Language = languageOf(d.Statements)
	return nil
}

// readProduct takes one operation out of the metadata of a product: the one that is asked for, or the only one.
func (d *Document) readProduct(file metadataFile) error {
	name := d.asked
	if len(file.APIs) == 1 {
		for only := range file.APIs {
			name = only
		}
	}
	one, ok := file.APIs[name]
	if !ok {
		return d.wrong("the metadata is of a product with %d operations, and %s is not among them: name the file such as DeleteVServerGroup.2026-03-04.json, or give -operation", len(file.APIs), cmp.Or(d.asked, "no name"))
	}
	if err := d.readMetadata(string(one)); err != nil {
		return err
	}
	d.Operation, d.Version, d.Product = name, file.Info.Version, file.Info.Product
	return nil
}

var (
	kana = regexp.MustCompile(`\p{Hiragana}|\p{Katakana}`)
	han  = regexp.MustCompile(`\p{Han}`)
)

// languageOf tells the language of prose by its script.
func languageOf(statements []Statement) string {
	language := "en"
	for _, s := range statements {
		switch {
		case s.Kind != Prose:
		case kana.MatchString(s.Text):
			return "ja"
		case han.MatchString(s.Text):
			language = "zh"
		}
	}
	return language
}

// answerRoot is the outermost element of an XML sample of an answer.
var answerRoot = regexp.MustCompile(`<(\w+)Response>`)

// rootOf is the operation that an XML sample of an answer names: <DeleteVServerGroupResponse>.
func rootOf(answer Statement) string {
	if m := answerRoot.FindStringSubmatch(answer.Text); m != nil {
		return m[1]
	}
	return ""
}

// xmlOf is the XML sample of an answer; empty where there is none.
func xmlOf(statements []Statement) Statement {
	for _, s := range statements {
		if s.Section == SectionExamples && s.Path == "xml" {
			return s
		}
	}
	return Statement{}
}
