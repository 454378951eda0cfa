package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/slbconform/slbconform/internal/serve"
)

// serveFlags are what `slbconform serve` can be told.
type serveFlags struct {
	addr, account, cert, key, log string
	inventory, env                string
	readDelay                     time.Duration
	rate                          float64
	quota, busyEvery              int
	extraMembers                  bool
}

func runServe(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var f serveFlags
	flags := f.register(stderr)
	if code, ok := parseServe(flags, args, stdout, stderr); !ok {
		return code
	}
	if err := f.serve(ctx, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "slbconform serve:", err)
		return exitBroken
	}
	return exitOK
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
	flags.Float64Var(&f.rate, "rate", 0, "calls a second; more are answered with Throttling.User")
	flags.IntVar(&f.quota, "quota-load-balancers", 0, "load balancers that may be created at a time; more are refused for quota")
	flags.DurationVar(&f.readDelay, "read-delay", 0, "how long reads of a group lag behind its changes")
	flags.BoolVar(&f.extraMembers, "extra-members", false, "answers carry members that nobody documented")
	flags.IntVar(&f.busyEvery, "busy-every", 0, "of so many changing calls, one is answered with SystemBusy")
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), "usage: slbconform serve [flags]\n\nServes the mock over HTTP until it is interrupted: a stand-in for the service, for clients in any language.\nExit codes: 0 stopped, 2 usage, 3 it cannot serve.\n\nflags:\n")
		flags.PrintDefaults()
	}
	return flags
}

func parseServe(flags *flag.FlagSet, args []string, stdout, stderr io.Writer) (code int, ok bool) {
	if code, ok := parseFlags(flags, args, stdout); !ok {
		return code, false
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "slbconform serve takes no arguments, only flags: %q is left over\n", flags.Arg(0))
		return exitUsage, false
	}
	return exitOK, true
}

func (f *serveFlags) serve(ctx context.Context, stdout, stderr io.Writer) error {
	log, done, err := openLog(f.log, stderr)
	if err != nil {
		return err
	}
	defer done()
	site, err := serve.NewSite(serve.Options{
		Account: f.account, ReadDelay: f.readDelay, Log: log,
		Trouble: serve.Trouble{Rate: f.rate, Quota: f.quota, BusyEvery: f.busyEvery, ExtraMembers: f.extraMembers},
	})
	if err != nil {
		return err
	}
	server, err := serve.Listen(f.addr, f.cert, f.key, site.Handler)
	if err != nil {
		return err
	}
	if err := f.write(site, server); err != nil {
		return err
	}
	welcome(stdout, site, server)
	return server.Run(ctx)
}

func (f *serveFlags) write(site *serve.Site, server *serve.Server) error {
	if f.inventory != "" {
		if err := site.WriteInventory(f.inventory, server.Endpoint); err != nil {
			return err
		}
	}
	if f.env != "" {
		return site.WriteEnv(f.env, f.cert)
	}
	return nil
}

func openLog(name string, stderr io.Writer) (io.Writer, func(), error) {
	switch name {
	case "":
		return nil, func() {}, nil
	case "-":
		return stderr, func() {}, nil
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, nil, err
	}
	return file, func() { file.Close() }, nil
}

// welcome says what a first-time user needs: where, as whom, and one line to try.
func welcome(w io.Writer, site *serve.Site, server *serve.Server) {
	host, secure := strings.TrimPrefix(strings.TrimPrefix(server.Endpoint, "https://"), "http://"), "--insecure"
	if strings.HasPrefix(server.Endpoint, "https://") {
		secure = "--secure"
	}
	fmt.Fprintf(w, "a mock of AddVServerGroupBackendServers serves %s\n", server.Endpoint)
	if !server.Loopback() {
		fmt.Fprintln(w, "  NOT only this machine can reach it: whoever reaches the address can use it")
	}
	if main, err := site.Main(); err == nil {
		fmt.Fprintf(w, "  access key  %s\n  secret      %s   (published test credentials; they open nothing else)\n", main.ID, main.Secret)
		fmt.Fprintf(w, "  first call  aliyun slb DescribeLoadBalancers --RegionId %s --endpoint %s %s --mode AK --access-key-id %s --access-key-secret %s\n",
			site.Inventory.Region, host, secure, main.ID, main.Secret)
	}
	fmt.Fprintf(w, "  resources, and what provokes which error: open %s/ in a browser\n", server.Endpoint)
}
