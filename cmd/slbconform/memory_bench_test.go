//go:build unix

package main

import (
	"runtime"
	"syscall"
	"testing"
)

// BenchmarkTenThousandScenarios runs the suite and 9,100 generated lists in a process of its own, which writes every
// report file, collects as often as the program has it by itself, and may take 250 MB.
func BenchmarkTenThousandScenarios(b *testing.B) {
	m, most := newMachine(b, nil), 0.0
	for b.Loop() {
		c := m.program("run", "-quiet", "-generate", "9100", "-order", "7")
		if said, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, said)
		}
		unit := map[bool]float64{true: 1, false: 1024}[runtime.GOOS == "darwin"]
		most = max(most, float64(c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)*unit/1e6)
	}
	b.ReportMetric(most, "MB")
	if most > 250 {
		b.Errorf("the process took %.0f MB", most)
	}
}
