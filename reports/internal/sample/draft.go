package sample

import (
	"cmp"
	"fmt"
	"hash/fnv"

	"github.com/slbconform/slbconform/reports"
)

func (d draft) of() string   { return cmp.Or(d.operation, Operation) }
func (d draft) full() string { return d.of() + "/" + d.id }

// action is what a scenario of the rule calls.
func (d draft) action() string {
	if d.operation == Second {
		return Second
	}
	return Operation
}

func (d draft) believed() reports.Basis { return cmp.Or(d.basis, reports.Stated) }

func (d draft) cause() reports.Basis {
	switch {
	case d.code == nil:
		return ""
	case d.code.ByName:
		return reports.Assumed
	case d.code.Inferred:
		return reports.Inferred
	}
	return reports.Stated
}

func (d draft) places() []reports.Place {
	if !d.believed().OfDocuments() {
		return nil
	}
	hash := fnv.New64a()
	hash.Write([]byte(d.full()))
	return []reports.Place{{Document: "page", Section: d.section, Path: d.path, Statement: fmt.Sprintf("%012x", hash.Sum64())[:12]}}
}

func operations() []reports.Operation {
	var all []reports.Operation
	for _, name := range []string{Operation, Second} {
		all = append(all, reports.Operation{Name: name, Documents: []reports.Document{{Name: "page", Form: "text", Title: name, Date: "2026-03-04"}}})
	}
	return all
}
