//go:build unix

package main

import (
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// BenchmarkTenThousandScenarios runs the suite and 9,100 generated lists in a process of its own, which writes every
// report file and may take 250 MB.
func BenchmarkTenThousandScenarios(b *testing.B) {
	var most float64
	for b.Loop() {
		c := exec.Command(os.Args[0], "run", "-quiet", "-generate", "9100", "-order", "7", "-reports", b.TempDir())
		c.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GOGC=") }), "TEST_AS_PROGRAM=1")
		if said, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, said)
		}
		unit := 1024.0
		if runtime.GOOS == "darwin" {
			unit = 1
		}
		most = max(most, float64(c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)*unit/1e6)
	}
	b.ReportMetric(most, "MB")
	if most > 250 {
		b.Errorf("the process took %.0f MB", most)
	}
}
