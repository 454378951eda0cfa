// Command gremlins draws a sample of the mutants that gremlins lists for a folder, and counts those that tests kill. All are
// compiled at once, each behind a switch, so that a mutant costs a run of a test and no build. What is not drawn: a text that is
// subtracted from another, which does not compile, and a change to what a constant is declared as.
package main

import (
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
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

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}
