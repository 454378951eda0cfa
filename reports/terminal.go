package reports

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Terminal says how output to w is shown: live and coloured on a terminal, not live in a build, plain in a pipe and on a dumb
// terminal, and without colours when NO_COLOR is set (https://no-color.org). env is os.Getenv.
func Terminal(w io.Writer, env func(string) string) ProgressOptions {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || env("TERM") == "dumb" {
		return ProgressOptions{}
	}
	o := ProgressOptions{Live: env("CI") == "", Color: env("NO_COLOR") == ""}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		o.Width = width
	}
	return o
}
