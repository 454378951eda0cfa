package main

import (
	"bytes"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
)

func TestTheVersion(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run([]string{"version"}, &out, &errs); code != harness.ExitOK || !strings.HasPrefix(out.String(), "slbconform ") {
		t.Errorf("%d: %s%s", code, out.String(), errs.String())
	}
	if code := run([]string{"version", "-v"}, &out, &errs); code != harness.ExitUsage {
		t.Errorf("with an argument it ends with %d", code)
	}
	info := &debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Version: "v1.2.3"}, Settings: []debug.BuildSetting{
		{Key: "GOOS", Value: "linux"}, {Key: "GOARCH", Value: "amd64"}, {Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: "true"},
	}}
	if got, want := versionOf(info), "slbconform v1.2.3, go1.26 linux/amd64, commit abc with changes"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
