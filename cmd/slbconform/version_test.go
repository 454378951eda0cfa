package main

import (
	"runtime/debug"
	"testing"
)

func TestTheVersion(t *testing.T) {
	info := &debug.BuildInfo{GoVersion: "go1.26", Main: debug.Module{Version: "v1.2.3"}, Settings: []debug.BuildSetting{
		{Key: "GOOS", Value: "linux"}, {Key: "GOARCH", Value: "amd64"}, {Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: "true"},
	}}
	if got, want := versionOf(info), "slbconform v1.2.3, go1.26 linux/amd64, commit abc with changes"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
