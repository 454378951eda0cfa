// Command gremlins draws a sample of the mutants that gremlins lists for a folder, and counts those that tests kill. All are
// compiled at once, each behind a switch, so that a mutant costs a run of a test and no build. What is not drawn: a text that is
// subtracted from another, which does not compile, and a change to what a constant is declared as.
package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"iter"
	"log"
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
	least  = 85               // per cent
	most   = 45 * time.Minute // for the mutants of one package's tests; what is not asked by then has lived
	whole  = time.Hour        // for those of all packages, one after the other
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

// killed puts a sample of a folder's mutants to the tests of one package, what lived to those of the next, and reports whether
// enough of them were killed.
func killed(folder string, packages []string) bool {
	work := must(os.MkdirTemp("", "gremlins"))
	defer os.RemoveAll(work)
	left := draw(writeSwitches(work, folder, list(folder)))
	if packages[0] == "-list" { // what would be put to tests, and to none
		for _, m := range left {
			fmt.Println(m)
		}
		return true
	}
	count, began := map[string]int{}, time.Now()
	for _, from := range packages {
		tests := record(work, from)
		var lived []mutant
		for answer := range answers(left, tests, min(most, whole-time.Since(began))) {
			fmt.Println(answer.is, answer.of, "//", answer.by)
			if count[answer.is]++; answer.is == "lived" {
				lived = append(lived, answer.of)
			}
		}
		left, count["lived"] = lived, 0
		fmt.Printf("after %s: %d killed, %d lived, %d without an end, %v\n", from, count["killed"], len(left), count["endless"], time.Since(began).Round(time.Second))
	}
	for _, m := range left {
		fmt.Println("LIVED", m)
	}
	dead, ended := count["killed"], count["killed"]+len(left)
	is := 100 * float64(dead) / float64(ended)
	fmt.Printf("%s: %d of %d mutants that ended were killed, %.1f %%, seed %d\n", folder, dead, ended, is, seed)
	return is >= least
}

// draw is the sample, of the places that AT asks for where it does. Each place has a number from what it says and the seed, and
// the lowest are drawn: so a sample stays what it was where others are written, and a test that kills one has killed it.
func draw(all []mutant) []mutant {
	number, at := map[int]uint64{}, regexp.MustCompile(os.Getenv("AT"))
	for _, m := range all {
		_, says, _ := strings.Cut(m.String(), " ")
		sum := sha256.Sum256(fmt.Appendf(nil, "%d %s:%d %s", seed, m.file, m.column, says))
		number[m.n] = binary.BigEndian.Uint64(sum[:])
	}
	slices.SortStableFunc(all, func(a, b mutant) int { return cmp.Compare(number[a.n], number[b.n]) })
	asked := slices.DeleteFunc(all, func(m mutant) bool { return !at.MatchString(m.String()) })
	return asked[:min(sample, len(asked))]
}

// answer is what became of a mutant, and by which test.
type answer struct {
	of     mutant
	is, by string
}

// answers puts mutants to tests for some time, two at once: a test waits half its time.
func answers(drawn []mutant, tests []test, most time.Duration) iter.Seq[answer] {
	return func(yield func(answer) bool) {
		next, told, began := make(chan mutant, len(drawn)), make(chan answer, len(drawn)), time.Now()
		for _, m := range drawn {
			next <- m
		}
		close(next)
		for range 2 {
			go func() {
				for m := range next {
					is, by := "lived", "no time was left"
					if time.Since(began) < most {
						is, by = verdict(tests, m.n)
					}
					told <- answer{m, is, by}
				}
			}()
		}
		for range drawn {
			if !yield(<-told) {
				return
			}
		}
	}
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
