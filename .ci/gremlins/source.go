package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// source is a file whose mutants are put behind switches.
type source struct {
	set     *token.FileSet
	info    *types.Info
	name    string
	text    []byte
	all     []mutant
	taken   []mutant
	inserts []insert
}

// insert is a text that goes into a source in place of some bytes. Of those for one place the first in order comes first.
type insert struct {
	at, order int
	text      string
	instead   int
}

func (s *source) at(p token.Pos) int { return s.set.Position(p).Offset }

func (s *source) visit(node ast.Node) bool {
	switch node := node.(type) {
	case *ast.GenDecl:
		return node.Tok != token.CONST
	case *ast.BinaryExpr:
		for _, m := range s.mutants(node.OpPos) {
			s.binary(node, m)
		}
	case *ast.UnaryExpr:
		for _, m := range s.mutants(node.OpPos) {
			if of, ok := s.number(node); ok {
				s.take(m, insert{s.at(node.Pos()), s.at(node.Pos()) - s.at(node.End()), fmt.Sprintf("mutantNeg%s(%d, ", of, m.n), 1}, s.end(node, ")"))
			}
		}
	case *ast.IncDecStmt:
		for _, m := range s.mutants(node.TokPos) {
			if of, ok := s.number(node.X); ok && of != "" {
				s.take(m, insert{s.at(node.TokPos), 0, fmt.Sprintf("%c= mutantNeg%s(%d, -1)", node.Tok.String()[0], of, m.n), 2})
			}
		}
	}
	return true
}

// mutants are those of a place, without one that does what another does: gremlins has two for every difference.
func (s *source) mutants(p token.Pos) (here []mutant) {
	at := s.set.Position(p)
	for _, m := range s.all {
		twice := slices.ContainsFunc(here, func(other mutant) bool { return other.kind == "ARITHMETIC_BASE" })
		if m.file == s.name && m.line == at.Line && m.column == at.Column && !twice {
			here = append(here, m)
		}
	}
	return here
}

// number is the type argument for a number, "" where it has a name of its own and is told from the operands.
func (s *source) number(x ast.Expr) (of string, ok bool) {
	t := s.info.Types[x]
	basic, ok := t.Type.Underlying().(*types.Basic)
	named := t.Type != t.Type.Underlying()
	switch {
	case !ok, basic.Info()&types.IsNumeric == 0, basic.Info()&types.IsUntyped != 0, named && t.Value != nil:
		return "", false
	case named:
		return "", true
	default:
		return "[" + basic.Name() + "]", true
	}
}

func (s *source) binary(b *ast.BinaryExpr, m mutant) {
	from, to := s.at(b.Pos()), s.at(b.End())
	turn := fmt.Sprintf("mutantIs(%d)", m.n)
	switch m.kind {
	case "CONDITIONALS_BOUNDARY": // otherwise where both are equal, and not reached where they never are
		turn = fmt.Sprintf("(mutantAsked(%d) && (%s) == (%s) && %s)", m.n, s.text[from:s.at(b.X.End())], s.text[s.at(b.Y.Pos()):to], turn)
		fallthrough
	case "CONDITIONALS_NEGATION":
		s.take(m, insert{from, from - to, "((", 0}, s.end(b, ") != "+turn+")"))
	case "ARITHMETIC_BASE":
		if of, ok := s.number(b); ok {
			s.take(m, insert{from, from - to, fmt.Sprintf("%s%s(%d, ", arithmetic[b.Op], of, m.n), 0}, insert{s.at(b.OpPos), 0, ",", 1}, s.end(b, ")"))
		}
	}
}

// end is a text behind a node. Of two nodes that begin in one place the longer opens first, of two that end in one the shorter
// closes first.
func (s *source) end(node ast.Node, text string) insert {
	return insert{s.at(node.End()), s.at(node.End()) - s.at(node.Pos()) - len(s.text), text, 0}
}

func (s *source) take(m mutant, inserts ...insert) {
	s.taken, s.inserts = append(s.taken, m), append(s.inserts, inserts...)
}

func (s *source) switched() string {
	slices.SortStableFunc(s.inserts, func(a, b insert) int { return cmp.Or(a.at-b.at, a.order-b.order) })
	var w strings.Builder
	last := 0
	for _, i := range s.inserts {
		w.Write(s.text[last:i.at])
		w.WriteString(i.text)
		last = i.at + i.instead
	}
	w.Write(s.text[last:])
	return w.String()
}
