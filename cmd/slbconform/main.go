// Slbconform holds a documentation page, the Go SDK and a service against each other. It is one program with
// subcommands; `slbconform -h` lists them, `slbconform <subcommand> -h` explains one.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/slbconform/slbconform/internal/harness"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main without the process: it returns the exit code. Nobody reading any more ends nothing: a live run has to
// clean up all the same.
func run(args []string, stdout, stderr io.Writer) int {
	signal.Ignore(syscall.SIGPIPE)
	return dispatch(context.Background(), "slbconform", subcommands(), args, stdout, stderr)
}

// subcommands is the table of what the program can do, in the order in which help lists it. Adding a subcommand
// is one row here and one file beside this one.
func subcommands() []command {
	return []command{
		{name: "document", purpose: "hold the documents of operations against the ledger, or against newer ones", run: runDocument},
		{name: "page", purpose: "the old name of document", run: runPage},
		{name: "report", purpose: "write every report from conformance.json alone", run: runReport},
		{name: "serve", purpose: "serve the mock over HTTP, for clients in any language", cleans: true, run: runServe},
		{name: "run", purpose: "run the scenarios against a target and report", cleans: true, run: runRun},
		{name: "merge", purpose: "make one report of the parts of a run that was divided by rules", run: runMerge},
		{name: "compare", purpose: "hold a report against an earlier one, or the mock against a capture", run: runCompare},
		{name: "openapi", purpose: "write the OpenAPI document of the operations, as one file", run: runOpenAPI},
		{name: "sweep", purpose: "remove what earlier live runs left behind", cleans: true, run: runSweep},
		{name: "version", purpose: "say which version this is", run: runVersion},
	}
}

// runVersion says which version this is: that of a release or an install, or the commit that it was built from.
func runVersion(_ context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	flags := newFlags("version", "version\n\nSays which version this is.", stdout)
	if err := parse(flags, args); err != nil {
		return 0, err
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return 0, errors.New("this program was built without its version")
	}
	_, err := fmt.Fprintln(stdout, versionOf(info))
	return harness.ExitOK, err
}

func versionOf(info *debug.BuildInfo) string {
	version, setting := info.Main.Version, map[string]string{}
	for _, s := range info.Settings {
		setting[s.Key] = s.Value
	}
	if version == "" || version == "(devel)" {
		version = "unreleased"
	}
	said := fmt.Sprintf("slbconform %s, %s %s/%s", version, info.GoVersion, setting["GOOS"], setting["GOARCH"])
	if commit := setting["vcs.revision"]; commit != "" {
		said += ", commit " + commit
		if setting["vcs.modified"] == "true" {
			said += " with changes"
		}
	}
	return said
}
