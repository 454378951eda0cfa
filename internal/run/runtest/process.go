package runtest

import (
	"flag"
	"os"
	"runtime/debug"
)

// CollectSeldom lets a test program of many short runs grow to a gigabyte before it collects its memory, which is cheaper
// here than collecting it: a tenth of the time of the mutants went there. Programs that it starts collect theirs less often.
func CollectSeldom() {
	os.Setenv("GOGC", "off")
	os.Setenv("GOMEMLIMIT", "256MiB")
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(1 << 30)
}

// WaitTogether lets eight tests wait beside each other, however few processors there are; -parallel says otherwise. It is
// called before the flags are read.
func WaitTogether() { _ = flag.Set("test.parallel", "8") }
