package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"

	"github.com/slbconform/slbconform/internal/mock"
	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/internal/serve"
)

// serveFlags are what `slbconform serve` can be told.
type serveFlags struct {
	addr, account, cert, key, log string
	inventory, env                string
	mock                          mock.Options
	servers                       int
	region                        string
	noControl, health             bool
	controlHosts                  []string
	faults                        serve.Faults
}

func (f *serveFlags) register(stdout io.Writer) *flag.FlagSet {
	flags := newFlags("serve", `serve [flags]

Serves the mock over HTTP until it is interrupted: a stand-in for the service, for clients in any language.`, stdout)
	flags.StringVar(&f.addr, "addr", "127.0.0.1:8080", "`host:port` to listen on; port 0 takes any")
	flags.StringVar(&f.account, "account", "", "`file` of the account to play, like fixtures/account.yaml; the built-in one when left out")
	flags.StringVar(&f.cert, "tls-cert", "", "`file` of a certificate: serve HTTPS; comes with -tls-key")
	flags.StringVar(&f.key, "tls-key", "", "`file` of the certificate's key")
	flags.StringVar(&f.log, "log", "-", "`file` for one line a call; - is standard error, empty is none")
	flags.StringVar(&f.inventory, "write-inventory", "", "write the inventory that a live run against this server needs to a `file`")
	flags.StringVar(&f.env, "write-env", "", "write the environment that a live run against this server needs to a `file` for a shell")
	flags.Float64Var(&f.faults.Rate, "rate", 0, "calls a second; more are answered with Throttling.User")
	flags.IntVar(&f.mock.LoadBalancers, "quota-load-balancers", 0, "load balancers that may be created at a time; more are refused for quota")
	flags.DurationVar(&f.mock.ReadDelay, "read-delay", 0, "how long reads of a group lag behind its changes")
	flags.IntVar(&f.servers, "servers", 0, "network interfaces that the account has besides")
	flags.StringVar(&f.region, "region", "", "the `region` that the built-in account is in; cn-hangzhou when left out")
	flags.IntVar(&f.mock.ServersPerCall, "servers-per-call", 0, "backend servers that one call may list; 0 is the 20 of the documents, some controllers send 40")
	flags.IntVar(&f.mock.BackendServers, "quota-backend-servers", 0, "backend servers that one load balancer may have; 0 is the published quota")
	flags.IntVar(&f.mock.BackendServers, "members", 0, "what -quota-backend-servers was called before")
	for _, c := range mock.Choices() {
		f.choice(flags, c)
	}
	flags.BoolVar(&f.health, "health", false, "ask the server at -addr whether it serves, and end; by HTTPS with -tls-cert")
	flags.BoolVar(&f.noControl, "no-control", false, "no control interface at /_slbconform/")
	flags.Func("control-host", "`name` with dots by which the control interface may be called, such as host.docker.internal; repeatable", f.controlHost)
	flags.BoolVar(&f.faults.ExtraMembers, "extra-members", false, "answers carry members that nobody documented")
	flags.IntVar(&f.faults.BusyEvery, "busy-every", 0, "of so many changing calls, one is answered with SystemBusy")
	return flags
}

// check finds what no server can be: all such mistakes, joined.
func (f *serveFlags) check() error {
	var errs []error
	wrong := func(is bool, format string, args ...any) {
		if is {
			errs = append(errs, plan.Usagef(format, args...))
		}
	}
	_, port, err := net.SplitHostPort(f.addr)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	wrong(err != nil, "-addr %q is not host:port, such as 127.0.0.1:8080", f.addr)
	wrong(f.noControl && len(f.controlHosts) > 0, "-control-host is for a control interface, and -no-control has none")
	wrong(f.env != "" && filepath.Clean(f.env) == filepath.Clean(f.inventory), "-write-inventory and -write-env both name %s: each needs a file of its own", f.env)
	wrong((f.cert == "") != (f.key == ""), "-tls-cert and -tls-key come together: one of them is missing")
	wrong(!(f.faults.Rate >= 0), "-rate %v is not a number of calls; 0 is no limit", f.faults.Rate) // NaN is not, too
	wrong(f.mock.LoadBalancers < 0, "-quota-load-balancers %d is below 0; 0 is no quota", f.mock.LoadBalancers)
	wrong(f.faults.BusyEvery < 0, "-busy-every %d is below 0; 0 is never", f.faults.BusyEvery)
	wrong(f.mock.ReadDelay < 0, "-read-delay %v is below 0", f.mock.ReadDelay)
	wrong(f.mock.ServersPerCall < 0, "-servers-per-call %d is below 0; 0 is the number of the documents", f.mock.ServersPerCall)
	wrong(f.mock.BackendServers < 0, "-quota-backend-servers %d is below 0; 0 is the published quota", f.mock.BackendServers)
	wrong(f.servers < 0, "-servers %d is below 0", f.servers)
	return errors.Join(errs...)
}

// choice registers a flag whose value is one of a few words.
func (f *serveFlags) choice(flags *flag.FlagSet, c mock.Choice) {
	if len(c.Words) == 0 { // a number or a time, registered above
		return
	}
	says := fmt.Sprintf("%s `what`: %s; %s when left out", c.About, strings.Join(c.Words, ", "), c.Default)
	flags.Func(c.Name, says, func(word string) error { return c.Choose(&f.mock, word) })
}

// controlHost adds a name that a Host header may have.
func (f *serveFlags) controlHost(name string) error {
	if name == "" || strings.ContainsAny(name, ":/*") {
		return errors.New("it is the name alone, such as mock.default.svc")
	}
	f.controlHosts = append(f.controlHosts, name)
	return nil
}
