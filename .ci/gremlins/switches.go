package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// switches is the file that the mutants ask whose turn it is. It writes down those that were asked where a run is recorded.
const switches = `package %s

import (
	"os"
	"strconv"
	"sync/atomic"
)

var (
	mutantNow, _      = strconv.Atoi(os.Getenv("MUTANT"))
	mutantsReached, _ = os.OpenFile(os.Getenv("MUTANTS_REACHED"), os.O_APPEND|os.O_WRONLY, 0) // nil where nobody asks
	mutantReached     [%d]atomic.Bool
)

func mutantAsked(n int) bool { return mutantNow == n || mutantsReached != nil }

func mutantIs(n int) bool {
	if mutantsReached != nil && !mutantReached[n].Swap(true) {
		mutantsReached.WriteString(strconv.Itoa(n) + "\n")
	}
	return mutantNow == n
}

type mutantInt interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

type mutantNumber interface{ mutantInt | ~float32 | ~float64 }

func mutantEither[T any](n int, other, as func() T) T {
	if mutantIs(n) {
		return other()
	}
	return as()
}

func mutantAdd[T mutantNumber](n int, a, b T) T { return mutantEither(n, func() T { return a - b }, func() T { return a + b }) }
func mutantSub[T mutantNumber](n int, a, b T) T { return mutantEither(n, func() T { return a + b }, func() T { return a - b }) }
func mutantMul[T mutantNumber](n int, a, b T) T { return mutantEither(n, func() T { return a / b }, func() T { return a * b }) }
func mutantQuo[T mutantNumber](n int, a, b T) T { return mutantEither(n, func() T { return a * b }, func() T { return a / b }) }
func mutantRem[T mutantInt](n int, a, b T) T    { return mutantEither(n, func() T { return a * b }, func() T { return a %% b }) }
func mutantNeg[T mutantNumber](n int, a T) T    { return mutantEither(n, func() T { return a }, func() T { return -a }) }
`

// arithmetic is the function of switches that stands for an operator.
var arithmetic = map[token.Token]string{token.ADD: "mutantAdd", token.SUB: "mutantSub", token.MUL: "mutantMul", token.QUO: "mutantQuo", token.REM: "mutantRem"}

// writeSwitches writes the overlay of Go's build in which every mutant asks whether it is its turn, and returns those that can.
func writeSwitches(work, folder string, all []mutant) (taken []mutant) {
	set, replace := token.NewFileSet(), map[string]string{}
	write := func(name, as, text string) {
		as = filepath.Join(work, as)
		replace[must(filepath.Abs(filepath.Join(folder, name)))] = as
		must(0, os.WriteFile(as, []byte(text), 0o644))
	}
	exports := map[string]string{} // of what the package imports
	for line := range strings.Lines(string(must(exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}", "./"+folder).Output()))) {
		path, export, _ := strings.Cut(strings.TrimSpace(line), " ")
		exports[path] = export
	}
	var files []*ast.File
	for _, name := range must(filepath.Glob(folder + "/*.go")) {
		if !strings.HasSuffix(name, "_test.go") {
			files = append(files, must(parser.ParseFile(set, name, nil, 0)))
		}
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	config := types.Config{Importer: importer.ForCompiler(set, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })}
	must(config.Check(folder, set, files, info))
	for _, file := range files {
		s := &source{set: set, info: info, name: set.Position(file.Pos()).Filename, all: all}
		s.text = must(os.ReadFile(s.name))
		ast.Inspect(file, s.visit)
		taken = append(taken, s.taken...)
		write(filepath.Base(s.name), filepath.Base(s.name), s.switched())
	}
	write("mutants.go", "mutants.go", fmt.Sprintf(switches, files[0].Name.Name, len(all)+1))
	must(0, os.WriteFile(filepath.Join(work, "overlay.json"), must(json.Marshal(map[string]any{"Replace": replace})), 0o644))
	slices.SortFunc(taken, func(a, b mutant) int { return a.n - b.n })
	return taken
}
