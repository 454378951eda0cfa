package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/slbconform/slbconform/internal/harness"
)

// runVersion says which version this is: that of a release or an install, or the commit that it was built from.
func runVersion(_ context.Context, args []string, stdout, stderr io.Writer) int {
	flags := newFlags("version", "version\n\nSays which version this is.", stderr)
	if code, ok := parseFlags(flags, args, stdout); !ok {
		return code
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "slbconform version takes no arguments: %q is left over\n", flags.Arg(0))
		return harness.ExitUsage
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		fmt.Fprintln(stderr, "slbconform version: this program was built without its version")
		return harness.ExitBroken
	}
	fmt.Fprintln(stdout, versionOf(info))
	return harness.ExitOK
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
