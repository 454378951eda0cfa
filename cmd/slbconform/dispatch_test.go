package main

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/harness"
)

func TestDispatch(t *testing.T) {
	table := []command{{name: "page", purpose: "read a documentation page",
		run: func(_ context.Context, args []string, stdout, _ io.Writer) (int, error) {
			io.WriteString(stdout, strings.Join(args, " "))
			return 7, nil
		}}}
	cases := []struct {
		name string
		args []string
		code int
		out  string // stands in stdout
		err  string // stands in stderr
	}{
		{"a subcommand gets what follows its name", []string{"page", "check", "x.txt"}, 7, "check x.txt", ""},
		{"no subcommand", nil, 2, "", "usage: slbconform <subcommand>"},
		{"help is an answer", []string{"-h"}, 0, "page      read a documentation page", ""},
		{"a mistyped subcommand", []string{"pgae"}, 2, "", `there is no subcommand "pgae"; did you mean "page"?`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out, err bytes.Buffer
			if code := dispatch(context.Background(), "slbconform", table, c.args, &out, &err); code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			if !strings.Contains(out.String(), c.out) || !strings.Contains(err.String(), c.err) {
				t.Errorf("stdout %q, want %q in it; stderr %q, want %q in it", out.String(), c.out, err.String(), c.err)
			}
			if (c.out == "" && out.Len() > 0) || (c.err == "" && err.Len() > 0) {
				t.Errorf("nothing expected, but stdout %q, stderr %q", out.String(), err.String())
			}
		})
	}
}

// What was meant comes first, before what only follows from the mistake.
func TestAMistakeIsNamed(t *testing.T) {
	for says, args := range map[string][]string{
		`-target must be mock or live or replay, not "liv"; did you mean "live"?`: {"run", "-target", "liv", "-inventory", "inv.yaml"},
		"-inventory FILE is needed": {"sweep", "-inventory", ""},
		"no capture in testdata":    {"run", "-target", "replay", "-capture", "testdata"},
	} {
		var out, err bytes.Buffer
		if code := run(args, &out, &err); code != harness.ExitUsage || !strings.Contains(err.String(), says) {
			t.Errorf("%v: exit code %d, %q; meant was %q", args, code, err.String(), says)
		}
	}
}

// subcommand is run for a subcommand whose context a test ends.
func subcommand(ctx context.Context, name string, args []string, stdout, stderr io.Writer) int {
	return dispatch(ctx, "slbconform", subcommands(), append([]string{name}, args...), stdout, stderr)
}
