// Package spec has what the documents promise: for each operation, and for the platform that all operations share, a ledger of
// rules (rules.yaml), an OpenAPI document (openapi.yaml), the lock of the documents' statements (document.lock) and the listed
// divergences (divergences.yaml). It loads and checks the ledgers and the divergences; package internal/openapi reads the OpenAPI
// documents, and internal/document the locks.
package spec

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/slbconform/slbconform/internal/nearest"
	"github.com/slbconform/slbconform/internal/textfs"
)

//go:embed */*.yaml */*.lock
var embedded embed.FS

// Files are the files of this folder, embedded.
var Files = textfs.New(embedded)

// Platform is the folder of what belongs to no operation, and the first part of the ids of its rules.
const Platform = "platform"

// Ledger is all rules: those of each operation in the order of its file, operations sorted by name, the platform's last.
type Ledger struct {
	Operations []*Operation
	Rules      []*Rule

	byID map[string]*Rule
}

// Operation is one operation of the API that the ledger speaks of.
type Operation struct {
	Name      string
	Product   string       // as the documents name it
	Version   string       // of the API
	Documents []DocumentID // what the rules were read from
	Rules     []*Rule      // in the order of its file, including shared ones
	SetAside  []SetAside
}

// Rule returns the operation's rule with the short id, or nil.
func (o *Operation) Rule(short string) *Rule {
	i := slices.IndexFunc(o.Rules, func(r *Rule) bool { return r.Name == short })
	if i < 0 {
		return nil
	}
	return o.Rules[i]
}

// DocumentID names one document of an operation.
type DocumentID struct {
	Name    string `yaml:"name"`    // page or metadata
	Updated string `yaml:"updated"` // the document's own date, YYYY-MM-DD; "" if it has none
}

// Pointer names one statement of a document: its section, its path within the section and the hash of its normalised
// text (package internal/document computes it).
type Pointer struct {
	In        string `yaml:"in,omitempty"` // name of the document; "" is the operation's first
	Section   string `yaml:"section"`
	Path      string `yaml:"path"`
	Statement string `yaml:"statement"`
}

// SetAside is a statement that promises nothing that a call can show, with the reason.
type SetAside struct {
	Pointer `yaml:",inline"`
	Reason  string `yaml:"reason"`
}

// updated is the date of the operation's newest document, YYYY-MM-DD; "" if none has a date.
func (o *Operation) updated() string {
	newest := ""
	for _, d := range o.Documents {
		newest = max(newest, d.Updated)
	}
	return newest
}

// Updated is the date of the newest document of all operations, YYYY-MM-DD.
func (l *Ledger) Updated() string {
	newest := ""
	for _, o := range l.Operations {
		newest = max(newest, o.updated())
	}
	return newest
}

// Operation returns the operation with the name, or nil.
func (l *Ledger) Operation(name string) *Operation {
	i := slices.IndexFunc(l.Operations, func(o *Operation) bool { return o.Name == name })
	if i < 0 {
		return nil
	}
	return l.Operations[i]
}

// Names are the names of the operations.
func (l *Ledger) Names() []string {
	var names []string
	for _, o := range l.Operations {
		names = append(names, o.Name)
	}
	return names
}

// Rule returns the rule with the full id, Operation/rule, or nil.
func (l *Ledger) Rule(id string) *Rule { return l.byID[id] }

// Find returns the operation's rule with the short id, or else the platform's; nil if neither has one.
func (l *Ledger) Find(operation, short string) *Rule {
	return cmp.Or(l.byID[operation+"/"+short], l.byID[Platform+"/"+short])
}

// RulesOf returns the rules of an operation, or of the platform.
func (l *Ledger) RulesOf(operation string) []*Rule {
	var rules []*Rule
	for _, r := range l.Rules {
		if r.Operation == operation {
			rules = append(rules, r)
		}
	}
	return rules
}

// Checking returns the rules with a check.
func (l *Ledger) Checking(what Check) []*Rule {
	return slices.DeleteFunc(slices.Clone(l.Rules), func(r *Rule) bool { return r.Checks != what })
}

// IDs returns the full ids of all rules, in the order of the ledger.
func (l *Ledger) IDs() []string {
	ids := make([]string, len(l.Rules))
	for i, r := range l.Rules {
		ids[i] = r.ID
	}
	return ids
}

// Hint ends an error about an unknown rule id, short or full: it names the operations that have it, or the most similar id.
func (l *Ledger) Hint(id string) string {
	if operation, name, _ := strings.Cut(id, "/"); l.Rule(id) != nil {
		return fmt.Sprintf("; among the files of %s its id is %q", operation, name)
	}
	if strings.Contains(id, "/") {
		return nearest.Hint(id, l.IDs())
	}
	var short, having []string
	for _, r := range l.Rules {
		short = append(short, r.Name)
		if r.Name == id {
			having = append(having, r.Operation)
		}
	}
	if len(having) > 0 {
		return "; it is a rule of " + strings.Join(having, ", ")
	}
	return nearest.Hint(id, short)
}

// RulesOfCode returns the full ids of an operation's rules for a code: error.<code> and those that name it in codes. It is empty
// if no document of the operation lists the code.
func (l *Ledger) RulesOfCode(operation, code string) []string {
	var ids []string
	for _, r := range l.Rules {
		if r.Operation == operation && (r.Fact.Code == code || slices.Contains(r.Codes, code)) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// Echo says for which member of a backend server a rule is blamed when the member comes back different. The key is the side that
// differs from the other two: request, answer or read; or again, for something that a list has twice. The member BackendServer is
// the server as a whole; "*" is every member.
type Echo map[string]string

// EchoRule is the rule that is broken when a member comes back different from a call of an operation, whose group the operation
// reader reads; nil if no rule is about it. For the side read it is the rule about the reader's answer, or else the calling
// operation's rule about reading back; for again it is the platform's.
func (l *Ledger) EchoRule(operation, reader, side, member string) *Rule {
	switch side {
	case "read":
		if r := l.echoes(reader, "answer", member); r != nil {
			return r
		}
		return l.echoes(operation, "read", "*")
	case "again":
		return l.echoes(Platform, side, member)
	}
	return l.echoes(operation, side, member)
}

func (l *Ledger) echoes(operation, side, member string) *Rule {
	for _, r := range l.RulesOf(operation) {
		if r.Echo[side] == member {
			return r
		}
	}
	return nil
}
