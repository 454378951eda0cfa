//go:build unix

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// The action's own steps serve a mock whose address they give, and fail where another mock has the port.
func TestTheActionServes(t *testing.T) {
	t.Parallel() // it is mostly waiting
	if testing.Short() {
		t.Skip("it builds the program")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	r := hireRunner(t, map[string]string{"github.action_path": root, "inputs.flags": "-servers 3 -log="})
	r.environment = os.Environ() // go is built with
	r.passes(theAction, "build", "")
	r.values["inputs.port"] = portOf(r.URL)
	r.fails(theAction, "serve", "in use")
	free := httptest.NewServer(nil)
	free.Close()
	r.values["inputs.port"] = portOf(free.URL)
	r.passes(theAction, "serve", "")
	t.Cleanup(func() {
		if pid, err := strconv.Atoi(strings.TrimSpace(r.read("slbconform.pid"))); err == nil {
			_ = syscall.Kill(pid, syscall.SIGTERM)
		}
	})
	_, endpoint, _ := strings.Cut(r.read("output"), "endpoint=")
	endpoint, _, _ = strings.Cut(endpoint, "\n")
	response, err := http.Get(endpoint + "/_slbconform/health")
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s is healthy? %v, %v", endpoint, response, err)
	}
	response.Body.Close()
}

func portOf(url string) string { return url[strings.LastIndex(url, ":")+1:] }
