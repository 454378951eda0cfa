package serve_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/slbconform/slbconform/internal/run/runtest"
	"github.com/slbconform/slbconform/internal/serve"
)

// TestMain bounds every call of the tests: a server that never answers fails its test, and no more.
func TestMain(m *testing.M) {
	http.DefaultClient.Timeout = time.Minute
	os.Exit(runtest.Run(m))
}

func TestServingStopsWithItsContext(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	ctx, stop := context.WithCancel(t.Context())
	hold := make(chan struct{})
	server := listen(t, "", "", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		<-hold
		w.WriteHeader(http.StatusTeapot)
	}))
	done, answered := make(chan error, 1), make(chan int, 1)
	go func() { done <- server.Run(ctx) }()
	go func() {
		transport := &http.Transport{DisableKeepAlives: true}
		response, err := (&http.Client{Transport: transport, Timeout: time.Minute}).Get(server.Endpoint)
		if err != nil {
			answered <- 0
			return
		}
		response.Body.Close()
		answered <- response.StatusCode
	}()
	time.Sleep(50 * time.Millisecond) // the call is under way
	stop()
	close(hold)
	if got := <-answered; got != http.StatusTeapot {
		t.Errorf("the call under way got %d", got)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// Who connected and says nothing, as browsers do, is not waited for.
func TestStoppingDoesNotWaitForTheSilent(t *testing.T) {
	accepted := make(chan struct{})
	server := listen(t, "", "", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { close(accepted) }))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	silent, err := net.Dial("tcp", strings.TrimPrefix(server.Endpoint, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	response, err := http.Get(server.Endpoint) // connections are accepted in order: the silent one is, too
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	<-accepted
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(4 * time.Second): // net/http waits five
		t.Error("it waits for a client that says nothing")
	}
}

func TestHTTPS(t *testing.T) {
	cert, key, roots := certificate(t, time.Now().Add(time.Hour))
	server := listen(t, cert, key, http.NotFoundHandler())
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, DisableKeepAlives: true}, Timeout: time.Minute}
	response, err := client.Get(server.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if !strings.HasPrefix(server.Endpoint, "https://") || response.TLS == nil {
		t.Errorf("%s is not HTTPS", server.Endpoint)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// Headers beyond any call of this API are cut off.
func TestGreedyClientsAreCutOff(t *testing.T) {
	server := listen(t, "", "", http.NotFoundHandler())
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go server.Run(ctx)
	request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, server.Endpoint+"/?a="+strings.Repeat("x", 200<<10), nil)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return // the connection was closed: cut off too
	}
	response.Body.Close()
	if response.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("200 KiB of parameters got %d", response.StatusCode)
	}
}

func TestWhatCannotBeServedIsSaid(t *testing.T) {
	taken := listen(t, "", "", nil)
	for name, c := range map[string]struct{ addr, cert, key, want string }{
		"an address in use":     {strings.TrimPrefix(taken.Endpoint, "http://"), "", "", "in use"},
		"a key without":         {"127.0.0.1:0", "", "key.pem", "one of them is missing"},
		"a certificate missing": {"127.0.0.1:0", "no.pem", "no.key", "no.pem"},
	} {
		if _, err := serve.Listen(c.addr, c.cert, c.key, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := serve.NewSite(serve.Options{Account: "missing.yaml"}); err == nil || !strings.Contains(err.Error(), "missing.yaml") {
		t.Errorf("a missing account: %v", err)
	}
}

func TestOnlyThisMachineReachesLoopback(t *testing.T) {
	if s := listen(t, "", "", nil); !s.Loopback() {
		t.Errorf("%s is loopback", s.Endpoint)
	}
	s, err := serve.Listen("0.0.0.0:0", "", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Loopback() {
		t.Errorf("%s is not loopback", s.Endpoint)
	}
}

func listen(t *testing.T, cert, key string, h http.Handler) *serve.Server {
	t.Helper()
	s, err := serve.Listen("127.0.0.1:0", cert, key, h)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// certificate writes a certificate for loopback, valid until then, and returns its files and a pool that trusts it.
func certificate(t *testing.T, until time.Time) (cert, key string, roots *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "slbconform test"}, NotBefore: until.Add(-24 * time.Hour), NotAfter: until,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: keyDER}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	parsed, _ := x509.ParseCertificate(der)
	roots = x509.NewCertPool()
	roots.AddCert(parsed)
	return cert, key, roots
}
