package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/slbconform/slbconform/internal/harness"
)

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
