package openapi

import (
	"strings"
)

// statement is one x-rule of the document.
type statement struct {
	rule string // the id, or codeRule
	at   string // JSON pointer of the x-rule field
}

// codeRule stands for the rule of the code that was found, in the schema of codes.
const codeRule = "error.{value}"

// statements are the statements of one node by keyword; "" is for the node itself.
type statements map[string]statement

// statementsOf reads x-rule and x-rule-<keyword> from the extensions of a node.
func statementsOf(extensions map[string]any, pointer string) statements {
	var all statements
	for name, value := range extensions {
		keyword, ok := strings.CutPrefix(name, "x-rule")
		if !ok {
			continue
		}
		if all == nil {
			all = statements{}
		}
		all[strings.TrimPrefix(keyword, "-")] = statement{rule: text(value), at: pointer + "/" + name}
	}
	return all
}

func text(value any) string {
	s, _ := value.(string)
	return s
}
