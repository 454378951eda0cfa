// Command gremlins draws a sample of the mutants that gremlins lists for a folder, and counts those that tests kill. All are
// compiled at once, each behind a switch, so that a mutant costs a run of a test and no build. What is not drawn: a text that is
// subtracted from another, which does not compile, and a change to what a constant is declared as.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	sample = 200
	seed   = 1
	least  = 85 // per cent
)

// mutant is one place that is changed.
type mutant struct {
	n, line, column int
	file, kind      string
}

func (m mutant) String() string {
	lines := strings.Split(string(must(os.ReadFile(m.file))), "\n")
	return fmt.Sprintf("%s:%d:%d %s: %s", m.file, m.line, m.column, m.kind, strings.TrimSpace(lines[m.line-1]))
}

// switches is the file that the mutants ask whose turn it is.
const switches = `package %s

import (
	"os"
	"strconv"
)

var mutantNow, _ = strconv.Atoi(os.Getenv("MUTANT"))

func mutantIs(n int) bool { return mutantNow == n }

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

func main() {
	if !killed(os.Args[1], os.Args[2:]) {
		os.Exit(1)
	}
}

// killed puts a sample of a folder's mutants to tests, and reports whether enough of them were killed.
func killed(folder string, tests []string) bool {
	work := must(os.MkdirTemp("", "gremlins"))
	defer os.RemoveAll(work)
	at := regexp.MustCompile(os.Getenv("AT"))
	all := list(folder)
	all = writeSwitches(work, folder, all)
	rand.New(rand.NewPCG(seed, seed)).Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	left := slices.DeleteFunc(all, func(m mutant) bool { return !at.MatchString(m.String()) })
	dead, endless, began := 0, 0, time.Now()
	for i, test := range tests {
		pass := newPass(work, test)
		var lived []mutant
		for _, m := range left {
			if i == 0 && dead+endless+len(lived) == sample {
				break
			}
			verdict, _ := pass.run(m.n)
			fmt.Println(verdict, m)
			switch verdict {
			case "lived":
				lived = append(lived, m)
			case "killed":
				dead++
			case "endless":
				endless++
			}
		}
		left = lived
		fmt.Printf("after %s: %d killed, %d lived, %d without an end, %v\n", test, dead, len(left), endless, time.Since(began).Round(time.Second))
	}
	for _, m := range left {
		fmt.Println("LIVED", m)
	}
	is := 100 * float64(dead) / float64(dead+len(left))
	fmt.Printf("%s: %d of %d mutants that ended were killed, %.1f %%, seed %d\n", folder, dead, dead+len(left), is, seed)
	return is >= least
}

// list is all that gremlins would change in a folder.
func list(folder string) (all []mutant) {
	dry := exec.Command("go", "run", "github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0", "unleash", "./"+folder, "--dry-run")
	dry.Env = append(os.Environ(), "GOFLAGS=-run=NONE") // what the package's own tests reach does not matter
	for _, at := range regexp.MustCompile(`(?m)([A-Z_]+) at ([^:/\s]+):(\d+):(\d+)$`).FindAllStringSubmatch(string(must(dry.Output())), -1) {
		all = append(all, mutant{file: filepath.Join(folder, at[2]), line: must(strconv.Atoi(at[3])), column: must(strconv.Atoi(at[4])), kind: at[1]})
	}
	slices.SortFunc(all, func(a, b mutant) int { return strings.Compare(a.String(), b.String()) })
	for i := range all {
		all[i].n = i + 1
	}
	return all
}

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
	write("mutants.go", "mutants.go", fmt.Sprintf(switches, files[0].Name.Name))
	must(0, os.WriteFile(filepath.Join(work, "overlay.json"), must(json.Marshal(map[string]any{"Replace": replace})), 0o644))
	slices.SortFunc(taken, func(a, b mutant) int { return a.n - b.n })
	return taken
}

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
	case "CONDITIONALS_BOUNDARY": // otherwise where both are equal
		turn = fmt.Sprintf("(%s && (%s) == (%s))", turn, s.text[from:s.at(b.X.End())], s.text[s.at(b.Y.Pos()):to])
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

// pass is the tests of a package, as they are put to every mutant.
type pass struct {
	binary, folder string
	args           []string
	bound          time.Duration // of one mutant
}

func newPass(work, test string) *pass {
	folder, args, _ := strings.Cut(test, " ")
	p := &pass{binary: filepath.Join(work, "pass.test"), folder: folder, args: append([]string{"-test.failfast"}, strings.Fields(args)...), bound: 10 * time.Minute}
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", filepath.Join(work, "overlay.json"), "-o", p.binary, "./"+folder)
	if out, err := build.CombinedOutput(); err != nil {
		log.Fatalf("%s: %v\n%s", test, err, out)
	}
	began := time.Now()
	if verdict, out := p.run(0); verdict != "lived" {
		log.Fatalf("%s without a mutant: %s\n%s", test, verdict, out)
	}
	p.bound = 20*time.Second + 5*time.Since(began)
	return p
}

// run puts the tests to one mutant, politely, with a bound of time and of memory, and leaves no process behind.
func (p *pass) run(n int) (verdict string, out []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), p.bound)
	defer cancel()
	test := exec.CommandContext(ctx, "sh", append([]string{"-c", `ulimit -v 16000000; exec nice -n 10 "$0" "$@"`, p.binary}, p.args...)...)
	test.Dir, test.Env = p.folder, append(os.Environ(), "MUTANT="+strconv.Itoa(n))
	test.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	test.Cancel = func() error { return syscall.Kill(-test.Process.Pid, syscall.SIGKILL) }
	test.WaitDelay = 5 * time.Second
	out, err := test.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "endless", out
	case err == nil:
		return "lived", out
	case !errors.As(err, &exit):
		log.Fatal(err)
	}
	return "killed", out
}

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}
