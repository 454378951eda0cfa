package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/slbconform/slbconform/internal/serve"
)

// serveFlags are what `slbconform serve` can be told.
type serveFlags struct {
	addr, account, cert, key, log string
	inventory, env                string
	readDelay                     time.Duration
	trouble                       serve.Trouble
}

func (f *serveFlags) register(stderr io.Writer) *flag.FlagSet {
	flags := flag.NewFlagSet("slbconform serve", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&f.addr, "addr", "127.0.0.1:8080", "`host:port` to listen on; port 0 takes any")
	flags.StringVar(&f.account, "account", "", "`file` of the account to play, like fixtures/account.yaml; the built-in one when left out")
	flags.StringVar(&f.cert, "tls-cert", "", "`file` of a certificate: serve HTTPS; comes with -tls-key")
	flags.StringVar(&f.key, "tls-key", "", "`file` of the certificate's key")
	flags.StringVar(&f.log, "log", "-", "`file` for one line a call; - is standard error, empty is none")
	flags.StringVar(&f.inventory, "write-inventory", "", "write the inventory that a live run against this server needs to a `file`")
	flags.StringVar(&f.env, "write-env", "", "write the environment that a live run against this server needs to a `file` for a shell")
	flags.Float64Var(&f.trouble.Rate, "rate", 0, "calls a second; more are answered with Throttling.User")
	flags.IntVar(&f.trouble.Quota, "quota-load-balancers", 0, "load balancers that may be created at a time; more are refused for quota")
	flags.DurationVar(&f.readDelay, "read-delay", 0, "how long reads of a group lag behind its changes")
	flags.BoolVar(&f.trouble.ExtraMembers, "extra-members", false, "answers carry members that nobody documented")
	flags.IntVar(&f.trouble.BusyEvery, "busy-every", 0, "of so many changing calls, one is answered with SystemBusy")
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), "usage: slbconform serve [flags]\n\nServes the mock over HTTP until it is interrupted: a stand-in for the service, for clients in any language.\nExit codes: 0 stopped, 2 usage, 3 it cannot serve.\n\nflags:\n")
		flags.PrintDefaults()
	}
	return flags
}

// parse reads and checks the flags. When it returns false, everything has been said and the exit code says why.
func (f *serveFlags) parse(args []string, stdout, stderr io.Writer) (code int, ok bool) {
	flags := f.register(stderr)
	if code, ok := parseFlags(flags, args, stdout); !ok {
		return code, false
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "slbconform serve takes no arguments, only flags: %q is left over\n", flags.Arg(0))
		return exitUsage, false
	}
	if err := f.check(); err != nil {
		fmt.Fprintln(stderr, "slbconform serve:", err)
		return exitUsage, false
	}
	return exitOK, true
}

// check finds what no server can be: all such mistakes, joined.
func (f *serveFlags) check() error {
	var errs []error
	wrong := func(is bool, format string, args ...any) {
		if is {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	_, _, err := net.SplitHostPort(f.addr)
	wrong(err != nil, "-addr %q is not host:port, such as 127.0.0.1:8080", f.addr)
	wrong((f.cert == "") != (f.key == ""), "-tls-cert and -tls-key come together: one of them is missing")
	wrong(!(f.trouble.Rate >= 0), "-rate %v is not a number of calls; 0 is no limit", f.trouble.Rate) // NaN is not, too
	wrong(f.trouble.Quota < 0, "-quota-load-balancers %d is below 0; 0 is no quota", f.trouble.Quota)
	wrong(f.trouble.BusyEvery < 0, "-busy-every %d is below 0; 0 is never", f.trouble.BusyEvery)
	wrong(f.readDelay < 0, "-read-delay %v is below 0", f.readDelay)
	return errors.Join(errs...)
}
