package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/slbconform/slbconform/fixtures"
	"github.com/slbconform/slbconform/internal/harness"
	"github.com/slbconform/slbconform/internal/openapi"
	"github.com/slbconform/slbconform/internal/serve"
	"github.com/slbconform/slbconform/internal/target/live"
	"github.com/slbconform/slbconform/internal/wire"
)

func runServe(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	var f serveFlags
	if err := cmp.Or(parse(f.register(stdout), args), f.check()); err != nil {
		return 0, err
	}
	if f.health {
		return harness.ExitOK, f.ask(ctx, stdout)
	}
	return harness.ExitOK, f.serve(ctx, stdout, stderr)
}

func (f *serveFlags) serve(ctx context.Context, stdout, stderr io.Writer) error {
	log, done, err := openLog(f.log, stderr)
	if err != nil {
		return err
	}
	defer done()
	site, err := serve.NewSite(serve.Options{Account: f.account, Mock: f.mock, Log: log, Faults: f.faults, NoControl: f.noControl, ControlHosts: f.controlHosts, Servers: f.servers, Region: f.region})
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
	printIntro(stdout, site, server)
	return server.Run(ctx)
}

// ask asks a server whether it serves, for a container that has no other program to ask with.
func (f *serveFlags) ask(ctx context.Context, stdout io.Writer) error {
	ctx, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	scheme, transport := "http", &http.Transport{} // without the environment's proxy
	if f.cert != "" {
		scheme, transport.TLSClientConfig = "https", &tls.Config{InsecureSkipVerify: true} // it is told nothing, and need not be who it says
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, scheme+"://"+f.addr+"/", nil)
	if err != nil {
		return err
	}
	response, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		return fmt.Errorf("%w: %w", live.ErrNoAnswer, err)
	}
	response.Body.Close()
	if response.Header.Get(wire.MockHeader) == "" {
		return fmt.Errorf("what answers at %s is no mock: %s", f.addr, response.Status)
	}
	fmt.Fprintf(stdout, "a mock serves %s\n", f.addr)
	return nil
}

func (f *serveFlags) write(site *serve.Site, server *serve.Server) error {
	if f.inventory != "" {
		if err := site.WriteInventory(f.inventory, server.Endpoint); err != nil {
			return fmt.Errorf("-write-inventory: %w", err)
		}
	}
	if f.env != "" {
		if err := site.WriteEnv(f.env, server.Endpoint, f.cert); err != nil {
			return fmt.Errorf("-write-env: %w", err)
		}
	}
	return nil
}

// openLog is the log that -log names, nil for none.
func openLog(name string, stderr io.Writer) (log *serve.Log, done func(), err error) {
	if name == "" {
		return nil, func() {}, nil
	}
	document, err := openapi.BuiltIn()
	if err != nil {
		return nil, nil, err
	}
	if name == "-" {
		return serve.NewLog(stderr, document), func() {}, nil
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, nil, err
	}
	return serve.NewLog(file, document), func() { file.Close() }, nil
}

// printIntro says what a first-time user needs: where, as whom, and one line to try.
func printIntro(w io.Writer, site *serve.Site, server *serve.Server) {
	fmt.Fprintf(w, "a mock of SLB serves %s\n", server.Endpoint)
	if !server.Loopback() {
		fmt.Fprintln(w, "  NOT only this machine can reach it: whoever reaches the address can use it")
	}
	main := site.Main()
	fmt.Fprintf(w, "  access key  %s\n  secret      %s   (test credentials, for this mock alone)\n", main.ID, main.Secret)
	fmt.Fprintf(w, "  first call  %s\n", firstCall(server.Endpoint, site.Inventory.Region, main))
	if name := proxied(); name != "" {
		fmt.Fprintf(w, "  a proxy     %s is set, and a proxy does not reach this mock: NO_PROXY=%s\n", name, serve.NoProxy(server.Endpoint))
	}
	if site.Control() {
		fmt.Fprintf(w, "  faults on order, calls seen, groups: %s/_slbconform/openapi.json\n", server.Endpoint)
	}
	fmt.Fprintf(w, "  resources, and what provokes which error: open %s/ in a browser\n", server.Endpoint)
}

// proxied is the variable of the environment that sends calls through a proxy; "" where none does.
func proxied() string {
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"} {
		if os.Getenv(name) != "" {
			return name
		}
	}
	return ""
}

// firstCall is a line for the platform's command line tool, on a machine where it was never configured: the tool checks
// --region before anything else and passes it on as RegionId, and the certificate of a mock is nobody's business.
func firstCall(endpoint, region string, as *fixtures.Credential) string {
	protocol, host, _ := strings.Cut(endpoint, "://")
	how := "--insecure"
	if protocol == "https" {
		how = "--secure --skip-secure-verify"
	}
	mode := "--mode AK"
	if as.Token != "" {
		mode = "--mode StsToken --sts-token " + as.Token
	}
	return fmt.Sprintf("aliyun slb DescribeLoadBalancers --region %s --endpoint %s %s %s --access-key-id %s --access-key-secret %s",
		region, host, how, mode, as.ID, as.Secret)
}
