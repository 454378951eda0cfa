package reports

import (
	"os"

	"golang.org/x/term"
)

// Terminal says how output to f is best shown: live and painted on a terminal, plainly in a pipe, in CI and on a
// dumb terminal, and never painted when NO_COLOR is set (https://no-color.org). env is os.Getenv.
func Terminal(f *os.File, env func(string) string) ProgressOptions {
	tty := term.IsTerminal(int(f.Fd()))
	capable := tty && env("TERM") != "dumb"
	o := ProgressOptions{
		Live:  capable && env("CI") == "",
		Color: capable && env("NO_COLOR") == "",
	}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		o.Width = width
	}
	return o
}
