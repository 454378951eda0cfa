package main

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every command line that the guide and the workflows give is one the program understands.
func TestCommandsOfTheGuideExist(t *testing.T) {
	known := map[string]string{} // subcommand → its help
	for _, c := range subcommands() {
		var help bytes.Buffer
		c.run(t.Context(), []string{"-h"}, &help, &help)
		known[c.name] = help.String()
	}
	line := regexp.MustCompile(`(?:^|[ /"` + "`" + `])slbconform (run|serve|sweep|merge|compare)\b([^` + "`" + `|#\n]*)`)
	flag := regexp.MustCompile(` -([a-z][a-z-]*)`)
	found := 0
	for _, file := range []string{"../../docs/live.md", "../../.github/workflows/nightly.yml"} {
		for _, m := range line.FindAllStringSubmatch(read(t, file), -1) {
			found++
			for _, f := range flag.FindAllStringSubmatch(m[2], -1) {
				if !strings.Contains(known[m[1]], "  -"+f[1]) {
					t.Errorf("%s: slbconform %s knows no -%s", file, m[1], f[1])
				}
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d command lines were found", found)
	}
}

// areGranted holds that the policy of the guide names what a run and a sweep call, and nothing else. The main identity's
// calls are what count: those of second identities have policies of their own.
func areGranted(t *testing.T, guide string, asked map[string]int) {
	t.Helper()
	var granted []string
	for _, m := range regexp.MustCompile(`"slb:(\w+)"`).FindAllStringSubmatch(guide, -1) {
		granted = append(granted, m[1])
	}
	free := map[string]bool{
		"GetCallerIdentity":            true, // needs no right
		"AddVServerGroupBackendServer": true, // no operation has this name: a scenario calls it
	}
	for action := range asked {
		if !free[action] && !slices.Contains(granted, action) {
			t.Errorf("%s is called, and the policy does not grant it", action)
		}
	}
	for _, action := range granted {
		if asked[action] == 0 && action != "DescribeRules" { // of a listener that a killed run left, as the sweep's own tests show
			t.Errorf("%s is granted, and nothing calls it", action)
		}
	}
}
